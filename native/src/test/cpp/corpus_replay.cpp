// corpus_replay [--variant NAME --library liblockstep_faults.so] FILE...: replays corpora on the
// engine, without a JVM. Exit code: 0 the engine did all as the model has it, 1 it did not, 2 a
// file or an argument is of no use.

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "corpus_file.hpp"
#include "corpus_run.hpp"
#include "lockstep.h"

namespace {

using lockstep::corpus::Corpus;
using lockstep::corpus::Reader;
using lockstep::corpus::Run;
using lockstep::corpus::Unusable;

/// False if the engine diverges.
bool replay(const std::string& file, const std::string& variant) {
  const auto begun = std::chrono::steady_clock::now();
  const Corpus corpus = Reader::readFile(file);
  Run run(corpus, variant);
  const auto divergence = run.go();
  if (divergence) {
    std::fprintf(stderr, "%s: %s %s DIVERGES at %s\n", file.c_str(), corpus.model.c_str(),
                 variant.c_str(), divergence->c_str());
    return false;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::printf("%s: %s %s held: %lld of %lld paths, %lld steps, %lld of %lld transitions, %.1f s\n",
              file.c_str(), corpus.model.c_str(), variant.c_str(),
              static_cast<long long>(run.paths()), static_cast<long long>(corpus.allPaths),
              static_cast<long long>(run.steps()), static_cast<long long>(corpus.transitions),
              static_cast<long long>(corpus.allTransitions), took.count());
  return true;
}

int replayAll(const std::vector<std::string>& arguments) {
  std::string variant = "sound";
  std::vector<std::string> files;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument != "--variant" && argument != "--library") {
      files.push_back(argument);
      continue;
    }
    if (++i == arguments.size()) {
      throw Unusable(argument + " needs a value");
    }
    if (argument == "--variant") {
      variant = arguments[i];
    } else if (lockstep_load_variants(arguments[i].c_str()) < 0) {
      throw Unusable(arguments[i] + ": " + lockstep_last_error());
    }
  }
  if (files.empty()) {
    throw Unusable(
        "no file to replay: corpus_replay [--variant NAME --library LIBRARY] FILE..., each made by "
        "./lockstep corpus");
  }
  bool held = true;
  for (const std::string& file : files) {
    held = replay(file, variant) && held;
  }
  return held ? 0 : 1;
}

}  // namespace

int main(int arguments, char** argument) {
  int code = 2;
  try {
    code = replayAll({argument + 1, argument + arguments});
  } catch (const Unusable& e) {
    std::fprintf(stderr, "corpus_replay: %s\n", e.what());
  }
  lockstep_stop_threads();
  return code;
}
