#ifndef LOCKSTEP_MUTANT_SUBJECT_HPP
#define LOCKSTEP_MUTANT_SUBJECT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mutation.hpp"
#include "step_controller.hpp"

namespace lockstep {

/// A subject made of MutantPolicy: what happens in a call is mutated, what is looked at from
/// outside is not.
template <class Inner>
class MutantSubject final : public Subject {
 public:
  static constexpr const char* kModule = Inner::kModule;

  MutantSubject(const std::int32_t* config, std::int32_t length) : inner_(config, length) {
    Mutation::begin(inner_.alphabet(), kModule);
  }

  const std::vector<Action>& alphabet() const override { return inner_.alphabet(); }
  int threads() const override { return inner_.threads(); }
  int rowInts() const override { return inner_.rowInts(); }
  void writeRow(const Standing& standing, std::int32_t* row) override {
    inner_.writeRow(standing, row);
  }
  void threadStarted(int thread) override { inner_.threadStarted(thread); }
  void threadEnding(int thread) override { inner_.threadEnding(thread); }

  void call(int thread, const PlanEntry& entry) override {
    const InCall scope;
    inner_.call(thread, entry);
  }

  std::optional<std::string> forbids(const PlanEntry& entry) override {
    return inner_.forbids(entry);
  }
  std::optional<std::string> environment(const Standing& standing,
                                         const PlanEntry& entry) override {
    return inner_.environment(standing, entry);
  }
  std::optional<PlanEntry> nudge(const Standing& standing) override {
    return inner_.nudge(standing);
  }
  std::string facts() override { return inner_.facts(); }

 private:
  struct InCall {
    InCall() { MutantThread::mine().enterCall(); }
    InCall(const InCall&) = delete;
    InCall& operator=(const InCall&) = delete;
    ~InCall() { MutantThread::mine().inCall = false; }
  };

  Inner inner_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_MUTANT_SUBJECT_HPP
