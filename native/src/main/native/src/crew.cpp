#include "crew.hpp"

#include <pthread.h>

#include <string>

namespace lockstep {
namespace {

/// The same core for every controller of the process, another one for another process.
int replayCore() {
  static const int core = [] {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(getpid(), sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) == 0) {
      return -1;
    }
    int skip = getpid() % CPU_COUNT(&allowed);
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
      if (CPU_ISSET(cpu, &allowed) && skip-- == 0) {
        return cpu;
      }
    }
    return -1;
  }();
  return core;
}

}  // namespace

bool pinCurrentThread() {
  const int core = replayCore();
  if (core < 0) {
    return false;
  }
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  return sched_setaffinity(0, sizeof one, &one) == 0;
}

void Crew::fill(std::size_t threads) {
  if (workers_.size() < threads) {
    workers_.resize(threads);
  }
  for (std::size_t t = 0; t < threads; ++t) {
    if (workers_[t] == nullptr || !workers_[t]->thread.joinable()) {
      start(static_cast<int>(t));
    }
  }
}

void Crew::start(int index) {
  auto worker = std::make_unique<Worker>();
  worker->index = index;
  Worker& started = *worker;
  workers_[index] = std::move(worker);
  started.thread = std::thread([this, &started] {
    pthread_setname_np(pthread_self(), ("lockstep-" + std::to_string(started.index)).c_str());
    work_(started);
  });
}

void Crew::join(Worker& worker) {
  worker.task = Task::end;
  worker.parking.wake();
  worker.thread.join();
}

void Crew::stop(bool lost) {
  for (auto& worker : workers_) {
    if (worker != nullptr && worker->thread.joinable()) {
      if (lost) {
        worker->thread.detach();
        (void)worker.release();
      } else {
        join(*worker);
      }
    }
  }
  workers_.clear();
}

}  // namespace lockstep
