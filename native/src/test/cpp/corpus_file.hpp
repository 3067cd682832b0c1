#ifndef LOCKSTEP_CORPUS_FILE_HPP
#define LOCKSTEP_CORPUS_FILE_HPP

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace lockstep::corpus {

/// A file that cannot be used; the message names it, the line, and what was expected.
class Unusable final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

constexpr int kVersion = 1;

/// 64 bits of FNV-1a, as org.lockstep.kit.replay.PlanCorpus has it.
inline std::uint64_t sumOf(const std::string& text) {
  std::uint64_t sum = 0xcbf29ce484222325u;
  for (const char c : text) {
    sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  }
  return sum;
}

/// The last line of a file that has this before it.
inline std::string sumLine(const std::string& text) {
  char line[32];
  std::snprintf(line, sizeof line, "sum %016llx\n", static_cast<unsigned long long>(sumOf(text)));
  return line;
}

/// A step as a plan has it; the action by its place among the corpus's own.
struct Label {
  std::int32_t action;
  std::int32_t thread;
  std::int32_t argument;
};

/// What an engine must show after each step, and the steps.
struct Path {
  int start;
  std::vector<std::pair<int, int>> steps;  // label, state
};

struct Corpus {
  std::string module;
  std::string model;
  std::string madeFrom;
  std::vector<std::string> threads;
  std::vector<std::int32_t> config;
  std::vector<std::pair<std::string, int>> columns;  // component, how many ints of a row it has
  std::vector<std::string> actions;
  std::vector<Label> labels;
  std::vector<std::vector<std::int32_t>> states;
  std::vector<Path> paths;
  std::int64_t allPaths = 0;
  std::int64_t steps = 0;
  std::int64_t transitions = 0;
  std::int64_t allTransitions = 0;

  int rowInts() const {
    int ints = 1;  // the ready mask
    for (const auto& column : columns) {
      ints += column.second;
    }
    return ints;
  }

  /// The name of an int of a row, for a message.
  std::string columnAt(int place) const {
    for (const auto& [name, width] : columns) {
      if (place < width) {
        return name + "[" + std::to_string(place) + "]";
      }
      place -= width;
    }
    return "ready, what is enabled";
  }
};

/// Reads a corpus, which may be spoilt in any way.
class Reader {
 public:
  /// `name` is for messages.
  static Corpus read(const std::string& text, const std::string& name) {
    return Reader(text, name).corpus();
  }

  static Corpus readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      throw Unusable(path + ": cannot be read; expected a corpus, made by ./lockstep corpus");
    }
    std::ostringstream text;
    text << in.rdbuf();
    return read(text.str(), path);
  }

 private:
  Reader(const std::string& text, const std::string& name) : text_(text), name_(name) {}

  Corpus corpus() {
    requireWhole();
    head();
    for (int i = 0; i < labelCount_; ++i) {
      label();
    }
    for (int i = 0; i < stateCount_; ++i) {
      state();
    }
    for (int i = 0; i < pathCount_; ++i) {
      path();
    }
    next("sum");
    if (at_ != text_.size()) {
      refuse("something stands after the line sum");
    }
    if (taken_ != made_.steps || taken_ == 0) {
      refuse("the paths have " + std::to_string(taken_) + " steps, the line counts says " +
             std::to_string(made_.steps) + "; expected the same, and at least one");
    }
    return std::move(made_);
  }

  /// Before anything else is believed.
  void requireWhole() {
    if (text_.empty()) {
      throw Unusable(name_ + ": the file is empty; make it again with ./lockstep corpus");
    }
    const std::string first = text_.substr(0, text_.find('\n'));
    if (first != "lockstep corpus " + std::to_string(kVersion)) {
      throw Unusable(name_ + ": its first line is '" + first.substr(0, 60) +
                     "', expected 'lockstep corpus " + std::to_string(kVersion) +
                     "'; make it again with the ./lockstep corpus of this checkout");
    }
    const auto sum = text_.rfind("\nsum ");
    if (sum == std::string::npos || text_.back() != '\n') {
      throw Unusable(name_ + ": it has no last line sum, so it was cut off; make it again");
    }
    if (sumLine(text_.substr(0, sum + 1)) != text_.substr(sum + 1)) {
      throw Unusable(name_ + ": its content does not give the sum of its last line, so it was " +
                     "spoilt or edited; make it again");
    }
  }

  void head() {
    next("lockstep");
    next("module") >> made_.module;
    next("model") >> made_.model;
    next("made-from") >> made_.madeFrom;
    words(next("threads"), made_.threads);
    numbers(next("config"), made_.config);
    std::vector<std::string> columns;
    words(next("columns"), columns);
    for (const std::string& column : columns) {
      const auto colon = column.find(':');
      if (colon == std::string::npos || colon + 1 == column.size()) {
        refuse("'" + column + "' is no NAME:WIDTH");
      }
      made_.columns.emplace_back(column.substr(0, colon),
                                 number(column.substr(colon + 1), 0, kMost));
    }
    words(next("actions"), made_.actions);
    auto& counts = next("counts");
    counts >> labelCount_ >> stateCount_ >> pathCount_ >> made_.allPaths >> made_.steps >>
        made_.transitions >> made_.allTransitions;
    if (!counts || labelCount_ < 1 || stateCount_ < 1 || pathCount_ < 1) {
      refuse("expected seven counts, and labels, states and paths");
    }
  }

  void label() {
    Label label{};
    auto& line = next("label");
    line >> label.action >> label.thread >> label.argument;
    if (!line || label.action < 0 ||
        label.action >= static_cast<std::int32_t>(made_.actions.size())) {
      refuse("expected the place of an action, a thread and an argument");
    }
    made_.labels.push_back(label);
  }

  void state() {
    auto& line = next("start", "state");
    std::vector<std::int32_t> row;
    if (kind_ == "start") {
      numbers(line, row);
    } else {
      std::vector<std::string> parts;
      words(line, parts);
      if (parts.empty()) {
        refuse("expected the number of an earlier state");
      }
      row = made_.states[number(parts[0], 0, static_cast<int>(made_.states.size()) - 1)];
      for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto equals = parts[i].find('=');
        if (equals == std::string::npos) {
          refuse("'" + parts[i] + "' is no PLACE=INT");
        }
        row[number(parts[i].substr(0, equals), 0, static_cast<int>(row.size()) - 1)] =
            number(parts[i].substr(equals + 1), INT32_MIN, INT32_MAX);
      }
    }
    if (static_cast<int>(row.size()) != made_.rowInts()) {
      refuse("a row of " + std::to_string(row.size()) + " ints; the columns have " +
             std::to_string(made_.rowInts()) + " with the mask");
    }
    made_.states.push_back(std::move(row));
  }

  void path() {
    std::vector<std::string> parts;
    words(next("path"), parts);
    if (parts.size() < 2) {
      refuse("a path without a step");
    }
    Path path;
    path.start = number(parts[0], 0, stateCount_ - 1);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto colon = parts[i].find(':');
      if (colon == std::string::npos) {
        refuse("'" + parts[i] + "' is no LABEL:STATE");
      }
      path.steps.emplace_back(number(parts[i].substr(0, colon), 0, labelCount_ - 1),
                              number(parts[i].substr(colon + 1), 0, stateCount_ - 1));
    }
    taken_ += static_cast<std::int64_t>(path.steps.size());
    made_.paths.push_back(std::move(path));
  }

  // -- Lines

  std::istringstream& next(const char* kind, const char* other = nullptr) {
    const auto end = text_.find('\n', at_);
    ++lineNumber_;
    if (end == std::string::npos) {
      refuse(std::string("the file ends where a line ") + kind + " should be");
    }
    line_ = std::istringstream(text_.substr(at_, end - at_));
    at_ = end + 1;
    line_ >> kind_;
    if (kind_ != kind && (other == nullptr || kind_ != other)) {
      refuse("a line '" + kind_.substr(0, 60) + "', expected '" + kind + "'");
    }
    return line_;
  }

  static void words(std::istringstream& line, std::vector<std::string>& into) {
    for (std::string word; line >> word;) {
      into.push_back(word);
    }
  }

  void numbers(std::istringstream& line, std::vector<std::int32_t>& into) {
    std::vector<std::string> all;
    words(line, all);
    for (const std::string& word : all) {
      into.push_back(number(word, INT32_MIN, INT32_MAX));
    }
  }

  std::int32_t number(const std::string& word, std::int64_t least, std::int64_t most) {
    std::int64_t value = 0;
    std::size_t used = 0;
    try {
      value = std::stoll(word, &used);
    } catch (const std::logic_error&) {
      used = 0;
    }
    if (used == 0 || used != word.size() || value < least || value > most) {
      refuse("'" + word + "', expected a number from " + std::to_string(least) + " to " +
             std::to_string(most));
    }
    return static_cast<std::int32_t>(value);
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw Unusable(name_ + ", line " + std::to_string(lineNumber_) + ": " + what +
                   "; make the corpus again with ./lockstep corpus");
  }

  static constexpr int kMost = 1 << 20;

  const std::string& text_;
  const std::string& name_;
  std::size_t at_ = 0;
  int lineNumber_ = 0;
  std::istringstream line_;
  std::string kind_;
  Corpus made_;
  int labelCount_ = 0;
  int stateCount_ = 0;
  int pathCount_ = 0;
  std::int64_t taken_ = 0;
};

}  // namespace lockstep::corpus

#endif  // LOCKSTEP_CORPUS_FILE_HPP
