#ifndef LOCKSTEP_LEASED_STREAM_HPP
#define LOCKSTEP_LEASED_STREAM_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "command_stream.hpp"
#include "errors.hpp"
#include "lease_word.hpp"
#include "policy.hpp"

namespace lockstep {

/// The command stream of a slot of a lease pool, which goes from lessee to lessee. What is
/// committed counts as pending work of the slot. There as long as the pool, for the sake of its
/// events.
template <class Pool>
class LeasedStream final : public CommandStreamWithEvents<ProductionPolicy, LeasedStream<Pool>> {
  using Base = CommandStreamWithEvents<ProductionPolicy, LeasedStream<Pool>>;

 public:
  using typename Base::Lock;
  using typename Base::Session;

  LeasedStream(Pool& pool, DeviceQueue& queue, int slot, std::shared_ptr<Lock> encoding)
      : Base(queue, slot, std::move(encoding)), pool_(pool) {}

  /// The calls of this lease are served from now on. All work of the one before is done.
  void begin(LeaseHandle lease) {
    Session& me = this->session();
    if (me.onQueue) {
      return;  // in a job of it, of this lease
    }
    Base::enter(me);
    if (tenant_.bits() != lease.bits()) {
      tenant_ = lease;
      this->error_->inherit(nullptr);
    }
    Base::leave(me);
  }

  /// Commits what was recorded; calls of this lease are refused from now on.
  void end(LeaseHandle lease, UntoldFailure::Heir heir) LOCKSTEP_UNANALYSED {
    Session& me = this->session();
    if (me.onQueue) {
      throw IllegalCall("stream " + std::to_string(this->index()) +
                        " cannot be given back in one of its own jobs, which still records: do so "
                        "after the job");
    }
    typename Base::Dropped dropped;
    bool ends = false;
    Base::enter(me);
    this->finally(
        [&]() LOCKSTEP_REQUIRES(this->owner_) {
          if (tenant_.bits() == lease.bits()) {
            ends = true;
            dropped = this->commitOrDrop(me);
            tenant_ = LeaseHandle();
          }
        },
        [&]() LOCKSTEP_RELEASE(this->owner_) { this->leave(me); });
    if (ends) {
      this->bequeath(dropped, std::move(heir));
    }
  }

  /// Commits what this lease has recorded, if anything. Not in a job.
  void flushOf(LeaseHandle lease) LOCKSTEP_UNANALYSED {
    Session& me = this->session();
    if (me.onQueue) {
      throw IllegalCall(
          "submit() in a job of the leased stream would overtake the job: record with the recorder "
          "that the job was given, or submit after the job");
    }
    Base::enter(me);
    this->finally(
        [&]() LOCKSTEP_REQUIRES(this->owner_) {
          if (tenant_.bits() == lease.bits()) {
            this->submit(me);
          }
        },
        [&]() LOCKSTEP_RELEASE(this->owner_) { this->leave(me); });
  }

  // -- Steps, and what a lease adds to them

  using Base::enter;

  /// Whoever is late finds the stream nobody's, or another's.
  void enter(Session& me) LOCKSTEP_ACQUIRE(this->owner_) {
    Base::enter(me);
    if (!tenant_ || (me.tenant != 0 && me.tenant != tenant_.bits())) {
      Base::leave(me);
      throw StaleLease(this->index());
    }
  }

  /// Counted before the device can complete it. What is refused is not counted, nor ever settled.
  void commit(Session& me) LOCKSTEP_REQUIRES(this->owner_) {
    if (!pool_.pend(tenant_)) {
      throw StaleLease(this->index());
    }
    const auto refused = std::make_shared<std::atomic<bool>>(false);
    try {
      // The last of its handlers: nobody gets the stream before all have been called.
      me.hand->onCompleted([&pool = pool_, slot = this->index(), refused](const Failure&) {
        if (!refused->load()) {
          pool.settled(slot);
        }
      });
      Base::commit(me);
    } catch (...) {
      refused->store(true);
      pool_.settled(this->index());
      throw;
    }
  }

 private:
  friend class CommandStreamProtocol<ProductionPolicy, LeasedStream<Pool>>;
  friend class CommandStreamFlow<ProductionPolicy, LeasedStream<Pool>>;

  Pool& pool_;
  LeaseHandle tenant_ LOCKSTEP_GUARDED_BY(this->owner_);  // none: nobody records on it
};

/// The stream of a lease, to record on for as long as the lease lasts; then every call is refused
/// with StaleLease. Light: it may be copied, and shared by threads.
template <class Pool>
class LeaseCommandsOf {
  using Stream = LeasedStream<Pool>;

 public:
  using Command = typename Stream::Command;
  using Handler = typename Stream::Handler;

  LeaseCommandsOf(Stream& stream, LeaseHandle lease) : stream_(&stream), lease_(lease) {}

  int index() const { return stream_->index(); }

  // What a CommandStream has, for this lease.
  template <class Job>
  void call(const Job& job) {
    as([&] { stream_->call(job); });
  }
  template <class Work>
  void encode(const Work& work) {
    as([&] { stream_->encode(work); });
  }
  template <class T>
  void fill(T* target, std::size_t count, T value) {
    as([&] { stream_->fill(target, count, value); });
  }
  template <class T>
  void copy(const T* source, T* target, std::size_t count) {
    as([&] { stream_->copy(source, target, count); });
  }
  void standAlone(Command command) {
    as([&] { stream_->standAlone(std::move(command)); });
  }
  void onCompleted(Handler handler) {
    as([&] { stream_->onCompleted(std::move(handler)); });
  }
  void signal(Command signal) {
    as([&] { stream_->signal(std::move(signal)); });
  }
  void flush() {
    as([&] { stream_->flush(); });
  }
  void synchronize() {
    as([&] { stream_->synchronize(); });
  }
  bool query() {
    as([&] { stream_->call([] {}); });
    return stream_->query();
  }

  /// For events. The stream of events is the slot's: one that is recorded when the lease is over is
  /// refused, or counted by the work of whoever has the stream by then.
  EventStream& events() { return *stream_; }

 private:
  template <class Call>
  void as(const Call& call) {
    struct Tenancy {
      typename Stream::Session& me;
      const std::int64_t before;
      ~Tenancy() { me.tenant = before; }
    };
    typename Stream::Session& me = stream_->session();
    const Tenancy scope{me, std::exchange(me.tenant, lease_.bits())};
    call();
  }

  Stream* stream_;
  LeaseHandle lease_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEASED_STREAM_HPP
