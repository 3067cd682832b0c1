#ifndef LOCKSTEP_DEVICE_HPP
#define LOCKSTEP_DEVICE_HPP

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "command_buffer.hpp"
#include "errors.hpp"
#include "monitor.hpp"

namespace lockstep {

/// A serial queue of the device. All methods may be called by any thread.
class DeviceQueue {
 public:
  /// What goes wrong with a buffer instead of its being executed; null: nothing. Asked by who
  /// executes.
  using Fault = std::function<Failure(const CommandBuffer&)>;

  /// With `hosted`, a thread of its own executes the work; else complete() does.
  DeviceQueue(int stream, bool hosted, Fault fault = {})
      : stream_(stream), fault_(std::move(fault)) {
    if (hosted) {
      worker_ = std::thread([this] { work(); });
    }
  }
  DeviceQueue(const DeviceQueue&) = delete;
  DeviceQueue& operator=(const DeviceQueue&) = delete;
  ~DeviceQueue() { stop(); }

  std::shared_ptr<CommandBuffer> newBuffer() {
    const MonitorGuard guard(monitor_);
    requireAlive("take a command buffer from");
    return std::make_shared<CommandBuffer>();
  }

  void commit(const std::shared_ptr<CommandBuffer>& buffer) {
    {
      const MonitorGuard guard(monitor_);
      requireAlive("commit to");
      buffer->commit(stream_);
      committed_.push_back(buffer);
      last_ = buffer;
      ++commits_;
    }
    changed_.notify_all();
  }

  /// What was committed last, by whomever; null if it is completed and nobody has it any more.
  std::shared_ptr<CommandBuffer> last() const {
    const MonitorGuard guard(monitor_);
    return last_.lock();
  }

  bool isBusy() const {
    const MonitorGuard guard(monitor_);
    return executing_ != 0 || !committed_.empty();
  }

  /// How much has been committed that nobody has begun to execute.
  int backlog() const {
    const MonitorGuard guard(monitor_);
    return static_cast<int>(committed_.size());
  }

  void awaitIdle() {
    MonitorGuard guard(monitor_);
    while (executing_ != 0 || !committed_.empty()) {
      guard.wait(changed_);
    }
  }

  /// What has been committed and not been executed, in order.
  std::vector<std::shared_ptr<CommandBuffer>> inFlight() const {
    const MonitorGuard guard(monitor_);
    return {committed_.begin(), committed_.end()};
  }

  /// A gate may have opened.
  void lookAgain() {
    // A worker that has looked holds the monitor until it waits: it cannot miss our call.
    { const MonitorGuard guard(monitor_); }
    changed_.notify_all();
  }

  /// Executes all that has been committed, up to a gate that is shut; for the driver of a queue
  /// that is not hosted.
  void complete() {
    while (completeNext()) {
    }
  }

  /// Executes what was committed first, then calls its handlers; false if there is nothing, or its
  /// gate is shut.
  bool completeNext() {
    const std::shared_ptr<CommandBuffer> next = takeNext();
    if (next) {
      finish(*next, fault_ ? fault_(*next) : nullptr);
    }
    return next != nullptr;
  }

  /// Fails what was committed first, then calls its handlers; false as above.
  bool failNext() {
    const std::shared_ptr<CommandBuffer> next = takeNext();
    if (next) {
      finish(*next,
             failureOf("the device failed a command buffer of stream " + std::to_string(stream_)));
    }
    return next != nullptr;
  }

  void destroy() {
    {
      const MonitorGuard guard(monitor_);
      requireAlive("destroy");
      if (!committed_.empty()) {
        throw DeviceError("cannot destroy the queue of stream " + std::to_string(stream_) +
                          ": queue is busy; await that it is idle first");
      }
      destroyed_ = true;
    }
    stop();
  }

  bool isAlive() const {
    const MonitorGuard guard(monitor_);
    return !destroyed_;
  }

  int stream() const { return stream_; }

  std::int64_t commits() const {
    const MonitorGuard guard(monitor_);
    return commits_;
  }

 private:
  void requireAlive(const char* deed) const LOCKSTEP_REQUIRES(monitor_) {
    if (destroyed_) {
      throw DeviceError(std::string("cannot ") + deed + " the queue of stream " +
                        std::to_string(stream_) + ": queue was destroyed");
    }
  }

  bool canBegin() const LOCKSTEP_REQUIRES(monitor_) {
    return !committed_.empty() && committed_.front()->mayBegin();
  }

  std::shared_ptr<CommandBuffer> takeNext() {
    const MonitorGuard guard(monitor_);
    if (!canBegin()) {
      return nullptr;
    }
    std::shared_ptr<CommandBuffer> next = std::move(committed_.front());
    committed_.pop_front();
    ++executing_;
    return next;
  }

  /// The queue is through with a buffer before its handlers are called.
  void finish(CommandBuffer& buffer, Failure failure) {
    if (failure) {
      buffer.fail(std::move(failure));
    } else {
      buffer.execute();
    }
    {
      const MonitorGuard guard(monitor_);
      --executing_;
    }
    changed_.notify_all();
    buffer.complete();
  }

  void work() {
    while (true) {
      complete();
      MonitorGuard guard(monitor_);
      while (!stopping_ && !canBegin()) {
        guard.wait(changed_);
      }
      if (stopping_ && !canBegin()) {
        return;  // a gate that is shut now will not open any more
      }
    }
  }

  void stop() {
    {
      const MonitorGuard guard(monitor_);
      stopping_ = true;
    }
    changed_.notify_all();
    if (worker_.joinable()) {
      worker_.join();
    }
  }

  const int stream_;
  const Fault fault_;
  mutable Monitor monitor_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<CommandBuffer>> committed_ LOCKSTEP_GUARDED_BY(monitor_);
  // weak: what it was recorded from need not outlive its work
  std::weak_ptr<CommandBuffer> last_ LOCKSTEP_GUARDED_BY(monitor_);
  int executing_ LOCKSTEP_GUARDED_BY(monitor_) = 0;  // several, if several threads complete
  bool destroyed_ LOCKSTEP_GUARDED_BY(monitor_) = false;
  bool stopping_ LOCKSTEP_GUARDED_BY(monitor_) = false;
  std::int64_t commits_ LOCKSTEP_GUARDED_BY(monitor_) = 0;
  std::thread worker_;
};

/// Owns every queue it ever made, also the destroyed ones: a late user gets an error and not a
/// dangling pointer.
class Device {
 public:
  virtual ~Device() = default;
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  DeviceQueue* createQueue(int stream) {
    auto queue = makeQueue(stream);
    const MonitorGuard guard(monitor_);
    queues_.push_back(std::move(queue));
    return queues_.back().get();
  }

  /// Does the device still execute work of this stream?
  bool isBusy(int stream) const {
    const MonitorGuard guard(monitor_);
    for (const auto& queue : queues_) {
      if (queue->stream() == stream && queue->isBusy()) {
        return true;
      }
    }
    return false;
  }

  void awaitIdle(int stream) {
    for (DeviceQueue* queue : queuesOf(stream)) {
      queue->awaitIdle();
    }
  }

  int created(int stream) const { return static_cast<int>(queuesOf(stream).size()); }

  int alive(int stream) const {
    int count = 0;
    const MonitorGuard guard(monitor_);
    for (const auto& queue : queues_) {
      count += queue->stream() == stream && queue->isAlive();
    }
    return count;
  }

  std::int64_t commits(int stream) const {
    std::int64_t count = 0;
    for (const DeviceQueue* queue : queuesOf(stream)) {
      count += queue->commits();
    }
    return count;
  }

 protected:
  Device() = default;

  virtual std::unique_ptr<DeviceQueue> makeQueue(int stream) = 0;

  std::vector<DeviceQueue*> queuesOf(int stream) const {
    const MonitorGuard guard(monitor_);
    std::vector<DeviceQueue*> found;
    for (const auto& queue : queues_) {
      if (queue->stream() == stream) {
        found.push_back(queue.get());
      }
    }
    return found;
  }

 private:
  mutable Monitor monitor_;
  std::vector<std::unique_ptr<DeviceQueue>> queues_ LOCKSTEP_GUARDED_BY(monitor_);
};

/// Executes when it is told to: for replays, where nothing may depend on the machine's speed.
class ManualDevice final : public Device {
 public:
  /// Everything committed on the stream is done.
  void complete(int stream) {
    for (DeviceQueue* queue : queuesOf(stream)) {
      queue->complete();
    }
  }

  /// What was committed first on the stream is done; false if there is nothing.
  bool completeNext(int stream) {
    for (DeviceQueue* queue : queuesOf(stream)) {
      if (queue->completeNext()) {
        return true;
      }
    }
    return false;
  }

  /// What was committed first on the stream has failed; false if there is nothing.
  bool failNext(int stream) {
    for (DeviceQueue* queue : queuesOf(stream)) {
      if (queue->failNext()) {
        return true;
      }
    }
    return false;
  }

  /// What has been committed on the stream and is not done, in order.
  std::vector<std::shared_ptr<CommandBuffer>> inFlight(int stream) const {
    std::vector<std::shared_ptr<CommandBuffer>> all;
    for (const DeviceQueue* queue : queuesOf(stream)) {
      const auto more = queue->inFlight();
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }

 protected:
  std::unique_ptr<DeviceQueue> makeQueue(int stream) override {
    return std::make_unique<DeviceQueue>(stream, /*hosted=*/false);
  }
};

/// Executes on the host, one thread per queue.
class HostDevice final : public Device {
 protected:
  std::unique_ptr<DeviceQueue> makeQueue(int stream) override {
    return std::make_unique<DeviceQueue>(stream, /*hosted=*/true);
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_DEVICE_HPP
