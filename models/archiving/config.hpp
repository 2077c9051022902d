// What describes an Archiving or a Monitoring Server and the message queues that lead to it.
#pragma once

#include "engine/time.hpp"

#include <cstdint>

namespace ocssim::models {

struct RecordServerConfig {
  bool enabled = false;
  bool critical_mode = false;      // a record that is not taken in time stops the Front End service
  Duration time_to_reach_queue{};  // from a Front End's own queue to that of the server: 30 min
  Duration time_to_be_received{};  // until the server has taken it: 45 min, from its sending
  Duration database_retry{};       // that the server goes on while its database is away: 45 min
  std::uint32_t workers = 1;       // records that are written at a time
  Duration write_time{};           // of one record, mean, exponential
  std::uint64_t record_size = 0;   // on disk [B]
  std::uint64_t queue_quota = 0;   // of the message queues of one computer [B]
  // Monitoring Server: quality reports of audio and video sessions, sent when these end.
  double reports_per_user = 0.0;  // Poisson [1/s]
  double reports = 0.0;           // of all users, set by the pool [1/s]
  std::uint64_t report_size = 0;  // on disk [B]
  // Its database, where a worker waits until what it wrote is committed.
  std::uint32_t disks = 0;           // that commit at a time; 0: they do not matter
  Duration commit_time{};            // of one commit, mean
  std::uint32_t record_commits = 1;  // of a record
  std::uint32_t report_commits = 1;  // of a quality report: a row a stream, codec, device
};

}  // namespace ocssim::models
