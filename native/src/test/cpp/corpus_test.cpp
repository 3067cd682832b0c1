// Corpora that are spoilt are refused; one that demands what the engine does not do is found at the
// step. Argument: a corpus.

#include <functional>
#include <string>

#include "check.hpp"
#include "corpus_file.hpp"
#include "corpus_run.hpp"
#include "lockstep.h"

namespace {

using namespace lockstep::corpus;

std::string textOf(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// With the sum that its content gives: as a writer with a fault would make it.
std::string summed(const std::string& text) {
  const std::string before = text.substr(0, text.rfind("\nsum ") + 1);
  return before + sumLine(before);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  CHECK(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

void refused(const std::string& text, const std::string& why) {
  const std::string message = messageOf<Unusable>([&] { Reader::read(text, "spoilt.corpus"); });
  if (message.find(why) == std::string::npos || message.find("spoilt.corpus") != 0) {
    std::fprintf(stderr, "expected '%s', the message is: %s\n", why.c_str(), message.c_str());
    std::exit(1);
  }
}

/// The line that begins with `kind`, the last of several.
std::string lastLine(const std::string& text, const std::string& kind) {
  const auto at = text.rfind("\n" + kind + " ") + 1;
  CHECK(at != 0);
  return text.substr(at, text.find('\n', at) - at);
}

void spoiltFilesAreRefused(const std::string& good) {
  refused("", "the file is empty");
  refused("\n", "expected 'lockstep corpus 1'");
  refused(replaced(good, "lockstep corpus 1", "lockstep corpus 2"), "expected 'lockstep corpus 1'");
  refused(good.substr(0, good.size() / 2), "it was cut off");
  refused(good.substr(0, good.size() - 1), "it was cut off");
  refused(replaced(good, "\nstart ", "\nstart 1"), "spoilt or edited");
  // Whole by its sum, and of no use all the same.
  const std::string path = lastLine(good, "path");
  refused(summed(replaced(good, path + "\n", "")), "a line 'sum', expected 'path'");
  refused(summed(replaced(good, path, path + " 0:999999999")), "expected a number from 0 to");
  refused(summed(replaced(good, path, path.substr(0, path.rfind(' ')))), "the line counts says");
  refused(summed(replaced(good, path, "path 0")), "a path without a step");
  refused(summed(replaced(good, "\ncounts ", "\ncounts 0 0 0 ")), "expected seven counts");
  refused(summed(replaced(good, "\nstart ", "\nstart 7 ")), "ints; the columns have");
}

/// The last state that a path leads to, demanded to be otherwise in one column.
void whatTheEngineDoesNotDoIsFound(const std::string& good) {
  const std::string state = lastLine(good, "state");
  const auto equals = state.rfind('=');
  const std::string wrong =
      state.substr(0, equals + 1) + std::to_string(std::stol(state.substr(equals + 1)) + 1);
  const Corpus corpus = Reader::read(
      summed(replaced(good, "\n" + state + "\n", "\n" + wrong + "\n")), "wrong.corpus");
  const auto divergence = Run(corpus, "sound").go();
  CHECK(divergence && divergence->find(", step ") != std::string::npos &&
        divergence->find("expected ") != std::string::npos &&
        divergence->find("the engine has ") != std::string::npos);
}

void stepsThatTheEngineRefusesAreFound(const std::string& good) {
  Corpus corpus = Reader::read(good, "good.corpus");
  // Twice the same step: its thread does not stand there any more.
  auto& steps = corpus.paths.back().steps;
  steps.insert(steps.begin(), steps.front());
  const auto divergence = Run(corpus, "sound").go();
  CHECK(divergence && divergence->find("path " + std::to_string(corpus.paths.size() - 1)) == 0);
}

void anEngineThatIsNotThereIsNamed(const std::string& good) {
  Corpus corpus = Reader::read(good, "good.corpus");
  corpus.actions.back() = "Dance";
  CHECK(messageOf<Unusable>([&] { Run(corpus, "sound"); }).find("has no action Dance") !=
        std::string::npos);
  corpus.module = "NoSuchPool";
  CHECK(messageOf<Unusable>([&] { Run(corpus, "sound"); }).find("NoSuchPool") != std::string::npos);
}

}  // namespace

int main(int arguments, char** argument) {
  CHECK(arguments == 2);
  const std::string good = textOf(argument[1]);
  const Corpus corpus = Reader::read(good, argument[1]);
  Run run(corpus, "sound");
  CHECK(!run.go() && run.steps() == corpus.steps);
  spoiltFilesAreRefused(good);
  whatTheEngineDoesNotDoIsFound(good);
  stepsThatTheEngineRefusesAreFound(good);
  anEngineThatIsNotThereIsNamed(good);
  lockstep_stop_threads();
  return 0;
}
