#ifndef LOCKSTEP_FAULT_CASE_HPP
#define LOCKSTEP_FAULT_CASE_HPP

#include <cstdint>
#include <string>
#include <vector>

/// A fault, and how to see its harm.
struct FaultCase {
  const char* module;
  const char* fault;
  std::vector<std::int32_t> config;
  std::string plan;  // action thread[:argument], separated by blanks
  const char* harm;  // what the report of the faulty engine says
};

#endif  // LOCKSTEP_FAULT_CASE_HPP
