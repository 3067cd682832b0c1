#ifndef LOCKSTEP_CORPUS_RUN_HPP
#define LOCKSTEP_CORPUS_RUN_HPP

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "corpus_file.hpp"
#include "lockstep.h"

namespace lockstep::corpus {

/// Has an engine of this library take the paths of a corpus, as a replay from Java does, and
/// compares its whole row after every step.
class Run {
 public:
  Run(const Corpus& corpus, std::string variant)
      : corpus_(corpus), variant_(std::move(variant)), ints_(corpus.rowInts()) {
    const int there = lockstep_row_ints(corpus.module.c_str(), corpus.config.data(),
                                        static_cast<std::int32_t>(corpus.config.size()));
    if (there != ints_) {
      throw Unusable("the engine's rows of " + corpus.model + " have " + std::to_string(there) +
                     " ints, the corpus's " + std::to_string(ints_) +
                     (there < 0 ? std::string(": ") + lockstep_last_error() : "") +
                     "; make the corpus again with ./lockstep corpus");
    }
    numberActions();
  }

  /// What differs first, in words; none: nothing does.
  std::optional<std::string> go() {
    for (std::size_t i = 0; i < corpus_.paths.size(); ++i) {
      if (auto divergence = follow(i)) {
        return divergence;
      }
      ++paths_;
    }
    return std::nullopt;
  }

  std::int64_t paths() const { return paths_; }
  std::int64_t steps() const { return steps_; }

 private:
  /// The engine may number its actions differently by now.
  void numberActions() {
    std::map<std::string, std::int32_t> ids;
    const char* const listed = lockstep_action_names(corpus_.module.c_str());
    const std::string names = listed == nullptr ? "" : std::string(listed) + ",";
    for (std::size_t from = 0, to = 0; (to = names.find(',', from)) != std::string::npos;
         from = to + 1) {
      ids.emplace(names.substr(from, to - from), static_cast<std::int32_t>(ids.size()));
    }
    for (const std::string& action : corpus_.actions) {
      const auto found = ids.find(action);
      if (found == ids.end()) {
        throw Unusable("the engine of " + corpus_.module + " has no action " + action +
                       "; make the corpus again with ./lockstep corpus");
      }
      actions_.push_back(found->second);
    }
  }

  std::optional<std::string> follow(std::size_t number) {
    const Path& path = corpus_.paths[number];
    const int length = static_cast<int>(path.steps.size());
    plan_.clear();
    for (const auto& step : path.steps) {
      const Label& label = corpus_.labels[step.first];
      plan_.insert(plan_.end(), {actions_[label.action], label.thread, label.argument});
    }
    // An engine that writes nothing must not pass with what the path before has left.
    rows_.assign(static_cast<std::size_t>(length + 1) * ints_, INT32_MIN);
    const int done = lockstep_replay(
        corpus_.module.c_str(), variant_.c_str(), corpus_.config.data(),
        static_cast<std::int32_t>(corpus_.config.size()), plan_.data(), length, 0, rows_.data(),
        ints_, report_.data(), static_cast<std::int32_t>(report_.size()));
    if (done < 0 && done != LOCKSTEP_HUNG) {
      throw Unusable("the engine cannot carry out path " + std::to_string(number) + " of " +
                     corpus_.model + ": " + lockstep_last_error());
    }
    const int taken = done < 0 ? 0 : done;
    for (int step = 0; step <= taken; ++step) {
      if (auto divergence = compare(number, step)) {
        return divergence;
      }
    }
    steps_ += taken;
    if (taken < length ||
        std::string(report_.data()).find("\"exceptions\":[]") == std::string::npos) {
      return where(number, std::min(taken + 1, length)) +
             ": the engine does not take it as the model does: " + report_.data();
    }
    return std::nullopt;
  }

  std::optional<std::string> compare(std::size_t number, int step) const {
    const Path& path = corpus_.paths[number];
    const auto& expected = corpus_.states[step == 0 ? path.start : path.steps[step - 1].second];
    const std::int32_t* const actual = rows_.data() + static_cast<std::size_t>(step) * ints_;
    for (int i = 0; i < ints_; ++i) {
      if (actual[i] != expected[i]) {
        return where(number, step) + ": column " + corpus_.columnAt(i) + ": expected " +
               std::to_string(expected[i]) + ", the engine has " + std::to_string(actual[i]);
      }
    }
    return std::nullopt;
  }

  /// Steps are counted from 1; 0 is before the first.
  std::string where(std::size_t number, int step) const {
    std::string text = "path " + std::to_string(number) + ", step " + std::to_string(step);
    if (step > 0) {
      const Label& label = corpus_.labels[corpus_.paths[number].steps[step - 1].first];
      text += ", " + corpus_.actions[label.action] + "(";
      text += label.thread < 0 ? "environment" : corpus_.threads[label.thread];
      text += label.argument < 0 ? ")" : ", " + std::to_string(label.argument) + ")";
    }
    return text;
  }

  const Corpus& corpus_;
  const std::string variant_;
  const int ints_;
  std::vector<std::int32_t> actions_;
  std::vector<std::int32_t> plan_;
  std::vector<std::int32_t> rows_;
  std::vector<char> report_ = std::vector<char>(1 << 18);
  std::int64_t paths_ = 0;
  std::int64_t steps_ = 0;
};

}  // namespace lockstep::corpus

#endif  // LOCKSTEP_CORPUS_RUN_HPP
