#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Lets in whoever comes when nobody is inside, whatever the tickets say.
class BargingLock final : public RankedLockProtocol<SteppedPolicy, BargingLock> {
 public:
  using RankedLockProtocol::RankedLockProtocol;

  void grant(Ticket) {
    SteppedPolicy::await(Point::Grant, [this] { return owner_.load() == 0; });
    MonitorGuard guard(monitor_);
    while (owner_.load() != 0) {
      guard.wait(served_);
    }
    enter();
  }

  bool release() {
    SteppedPolicy::at(Point::Unlock);
    if (--depth_ != 0) {
      return false;
    }
    {
      const MonitorGuard guard(monitor_);
      owner_.store(0);
    }
    served_.notify_all();
    return true;
  }
};

class Barging final : public EncoderFlow<SteppedPolicy, Barging, BargingLock> {
 public:
  using EncoderFlow::EncoderFlow;
};

const Registrar<EncodingLockSubject<Barging>> registrar("Barging");
// The same fault as those who wait see it: driven round and round.
const Registrar<EncodingLockSubject<Barging>> forEver("Overtaking");

}  // namespace
}  // namespace lockstep
