#ifndef LOCKSTEP_QUEUE_STREAM_HPP
#define LOCKSTEP_QUEUE_STREAM_HPP

#include <memory>
#include <utility>

#include "command_buffer.hpp"
#include "command_stream_protocol.hpp"
#include "device.hpp"
#include "fence.hpp"
#include "implements.hpp"
#include "monitor.hpp"
#include "policy.hpp"

namespace lockstep {

/// The plainest stream: every work is committed at once. Any number of threads may submit.
template <class Policy>
class QueueStreamOf : public FencedStream {
 public:
  QueueStreamOf(Device& device, int index) : index_(index), queue_(device.createQueue(index)) {}

  int index() const override { return index_; }

  /// Has the device execute this after all that was submitted before.
  void submit(CommandBuffer::Command work) {
    LOCKSTEP_STEP(DeviceBarrier, Commit, QueueStreamOf::submit);
    const MonitorGuard guard(monitor_);
    auto buffer = queue_->newBuffer();
    // Not the stream: it may be gone when the device is through.
    buffer->onFailure([error = error_](const Failure& failure) { error->note(failure); });
    buffer->record(std::move(work));
    queue_->commit(buffer);
    last_ = std::move(buffer);
  }

  Fence fence() override {
    const MonitorGuard guard(monitor_);
    return Fence(last_);
  }

  Failure takeFailure() override { return error_->take(); }
  bool hasFailed() const { return error_->isSet(); }

  /// Gives the queue back to the device; all work must be done, see DeviceBarrier::close.
  void destroy() { queue_->destroy(); }

 private:
  const int index_;
  DeviceQueue* const queue_;
  const std::shared_ptr<UntoldFailure> error_ = std::make_shared<UntoldFailure>();
  Monitor monitor_;  // commits of several threads keep one order
  std::shared_ptr<CommandBuffer> last_ LOCKSTEP_GUARDED_BY(monitor_);
};

using QueueStream = QueueStreamOf<ProductionPolicy>;

}  // namespace lockstep

#endif  // LOCKSTEP_QUEUE_STREAM_HPP
