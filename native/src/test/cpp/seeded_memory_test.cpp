// What the sanitizers of addresses and of undefined behaviour must find, each a wrong use of the
// real engine. Argument: which.

#include <cstdio>
#include <memory>
#include <string>

#include "device.hpp"
#include "encoding_lock.hpp"
#include "event_pool.hpp"
#include "event_stream.hpp"

namespace {

using namespace lockstep;

/// The pool is destroyed while a signal of one of its events is in flight, which raises the event.
void eventPoolFreed() {
  ManualDevice device;
  DeviceStream stream(device);
  auto pool = std::make_unique<EventPool>();
  const EventHandle event = pool->take(stream).detach();
  pool->record(event);
  pool.reset();
  device.complete(0);
}

/// A buffer that is never committed is kept by its own handler.
void bufferLeaked() {
  const auto buffer = std::make_shared<CommandBuffer>();
  buffer->onCompleted([buffer](const Failure&) {});
}

/// A site that the engine does not have: from another version of the caller, say.
Site noSite(int number) { return static_cast<Site>(number); }

void siteShiftedTooFar() {
  const EncodingLock<ProductionPolicy> lock;
  std::printf("covered: %d\n", lock.covers(noSite(kSites + 32)));
}

void kernelOutOfBounds() {
  std::printf("kernel: %d\n", static_cast<int>(kernelAt(noSite(kSites))));
}

}  // namespace

int main(int arguments, char** argument) {
  const std::string which = arguments > 1 ? argument[1] : "";
  if (which == "freed") {
    eventPoolFreed();
  } else if (which == "leaked") {
    bufferLeaked();
  } else if (which == "shift") {
    siteShiftedTooFar();
  } else if (which == "bounds") {
    kernelOutOfBounds();
  } else {
    std::fprintf(stderr, "there is no '%s'; expected freed, leaked, shift or bounds\n",
                 which.c_str());
    return 2;
  }
  // A sanitizer that reports and goes on would pass a test that looks at the exit code only.
  std::printf("went on\n");
  return 0;
}
