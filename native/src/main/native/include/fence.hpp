#ifndef LOCKSTEP_FENCE_HPP
#define LOCKSTEP_FENCE_HPP

#include <memory>
#include <utility>

#include "command_buffer.hpp"

namespace lockstep {

/// All that a stream had been given when the fence was taken; what it is given later is not in.
class Fence {
 public:
  /// Of a stream that has been given nothing.
  Fence() = default;

  /// Of a stream that executes in order, to which this buffer was committed last.
  explicit Fence(std::shared_ptr<const CommandBuffer> last) : last_(std::move(last)) {}

  /// Whether the device is through with all of it.
  bool isPassed() const { return !last_ || last_->isCompleted(); }

  /// Waits until it is.
  void await() const {
    if (last_) {
      last_->awaitCompleted();
    }
  }

  /// What a replay knows it by; null if there is nothing.
  const CommandBuffer* last() const { return last_.get(); }

 private:
  std::shared_ptr<const CommandBuffer> last_;
};

/// A stream as a barrier sees it. All methods may be called by any thread.
class FencedStream {
 public:
  FencedStream() = default;
  FencedStream(const FencedStream&) = delete;
  FencedStream& operator=(const FencedStream&) = delete;
  virtual ~FencedStream() = default;

  virtual int index() const = 0;

  /// Commits what has been recorded, and takes a fence behind it. Does not wait for the device. Of
  /// a stream that is closed the fence is passed. Throws DeviceError if the stream cannot commit.
  virtual Fence fence() = 0;

  /// The failure of which nobody has been told; null if there is none. The caller tells of it.
  virtual Failure takeFailure() = 0;
};

/// Any stream that has these methods, as a barrier sees it; it must live as long.
template <class Stream>
class FencedRef final : public FencedStream {
 public:
  explicit FencedRef(Stream& stream) : stream_(stream) {}

  int index() const override { return stream_.index(); }
  Fence fence() override { return stream_.fence(); }
  Failure takeFailure() override { return stream_.takeFailure(); }

 private:
  Stream& stream_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_FENCE_HPP
