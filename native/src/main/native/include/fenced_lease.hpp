#ifndef LOCKSTEP_FENCED_LEASE_HPP
#define LOCKSTEP_FENCED_LEASE_HPP

#include <memory>
#include <utility>

#include "command_buffer.hpp"
#include "command_stream_protocol.hpp"
#include "fence.hpp"
#include "stream_guard.hpp"

namespace lockstep {

/// The stream of a lease: a fence of it is a work that does nothing, behind all the others.
template <class Lease>
class FencedLease final : public FencedStream {
 public:
  explicit FencedLease(Lease lease) : lease_(std::move(lease)) {}

  int index() const override { return lease_.index(); }

  /// Records work and commits it; its failure is the stream's. Throws StaleLease if the lease is
  /// over.
  void submit(CommandBuffer::Command work) { commit(std::move(work)); }

  Fence fence() override {
    return Fence(commit([] {}));
  }
  Failure takeFailure() override { return error_->take(); }

  /// Gives the stream back; throws StaleLease the second time.
  void release() { lease_.release(); }

 private:
  std::shared_ptr<CommandBuffer> commit(CommandBuffer::Command work) {
    std::shared_ptr<CommandBuffer> committed;
    lease_.submit([&](CommandBuffer& buffer) {
      buffer.onFailure([error = error_](const Failure& failure) { error->note(failure); });
      buffer.record(std::move(work));
      committed = buffer.shared_from_this();
    });
    return committed;
  }

  Lease lease_;
  const std::shared_ptr<UntoldFailure> error_ = std::make_shared<UntoldFailure>();
};

/// A guard over the stream of a lease, which it gives back.
template <class Lease>
StreamGuard guardOver(Lease lease) {
  auto stream = std::make_shared<FencedLease<Lease>>(std::move(lease));
  return StreamGuard(stream, [stream] { stream->release(); });
}

}  // namespace lockstep

#endif  // LOCKSTEP_FENCED_LEASE_HPP
