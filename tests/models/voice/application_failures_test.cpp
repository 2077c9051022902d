// Shipped scenarios in which an application or the Monitoring Server fails first, and their twins.
#include "models/theory/erlang.hpp"
#include "models/theory/kaufman_roberts.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <array>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

/// Users who do nothing else: the load on the service is that of the file.
Settings alone() {
  return quiet() +
         Settings{"clients.keep_alive.enabled=false", "clients.register_refresh.without=12 h"};
}

TEST(AttendantOnTheHour, RefusesInFiveMinutesWhatTheHourHasRoomFor) {
  const std::string_view service = "conferencing_attendant";
  // 0.05 calls an hour of each of 100,000 users, none of whom has to be there.
  const Settings callers = scaled(100) + alone() +
                           Settings{"conferencing_attendant.calls_per_user=0 / user / hour",
                                    "conferencing_attendant.calls=1.38889 / s"};
  const PoolRun run("attendant-on-the-hour", callers);
  const PoolRun twin("attendant-on-the-hour",
                     callers + Settings{"conferencing_attendant.scheduled_share=0 %"});
  std::printf("refused %.4f, twin %.4f; most of 800 ports %.0f and %.0f; callers %.0f and %.0f\n",
              run.mean("call.blocking", service), twin.mean("call.blocking", service),
              run.highest("call.in_progress", service), twin.highest("call.in_progress", service),
              run.total("call.offered", service), twin.total("call.offered", service));
  EXPECT_EQ(run.highest("call.in_progress", service), 800.0);
  EXPECT_GT(run.mean("call.blocking", service), 0.02);
  EXPECT_LT(run.mean("call.blocking", service), erlang_b(800, 867.0));  // it takes time to fill
  EXPECT_EQ(twin.mean("call.blocking", service), 0.0);
  EXPECT_LT(twin.highest("call.in_progress", service), 150.0);
  EXPECT_NEAR(run.total("call.offered", service), 5000.0, 300.0);
}

TEST(OutsideVoiceTwoPorts, TakesThePortsThatWereCountedByCalls) {
  const std::array classes{CallClass{1000.0, 1}, CallClass{50.0, 2}};
  const std::vector<double> theory = kaufman_roberts(1048, classes);
  const PoolRun run("outside-voice-two-ports", alone());
  const PoolRun twin("outside-voice-two-ports",
                     alone() + Settings{"outside_voice_control.enabled=false"});
  const PoolRun cure("outside-voice-two-ports", alone() + Settings{"pstn.ports=300"});
  const double mobile = run.mean("call.blocking", "outside_voice_control");
  std::printf("refused %.4f of one port (near %.4f) and %.4f of two (near %.4f); twin %.4f\n",
              run.mean("call.blocking", "pstn"), theory[0], mobile, theory[1],
              twin.mean("call.blocking", "pstn"));
  EXPECT_NEAR(run.mean("call.blocking", "pstn"), theory[0], 0.02);
  EXPECT_NEAR(mobile, theory[1], 0.04);
  EXPECT_GT(mobile, 1.4 * run.mean("call.blocking", "pstn"));
  EXPECT_LT(twin.mean("call.blocking", "pstn"), 0.01);
  EXPECT_EQ(cure.mean("call.blocking", "outside_voice_control"), 0.0);
}

TEST(MonitoringBacklog, KeepsAThirdOfWhatComesOnDisk) {
  // A tenth of the users, on a disk that is ten times slower.
  const Settings sessions =
      scaled(10000) + alone() +
      Settings{"clients.activity.im_sessions=2 / user / hour",
               "clients.activity.messages_per_session=1", "monitoring.database.commit=50 ms"};
  const PoolRun run("monitoring-backlog", sessions);
  const PoolRun twin("monitoring-backlog", sessions + Settings{"deployment.qoe_enabled=false"});
  const PoolRun cure("monitoring-backlog", sessions + Settings{"monitoring.database.disks=2"});
  // Asked: 5.56 records of 50 ms and 2.43 reports of 500 ms, 1.493 of one disk.
  const double records = run.rate("monitoring.records");
  const double kept = (1.0 - 1.0 / 1.493) * records * 3600.0;
  std::printf("records/s %.1f, most in queues %.0f (fluid %.0f), %.0f MB; twin %.0f, cure %.0f\n",
              records, run.highest("monitoring.queue_length"), kept,
              run.highest("monitoring.queue_size") * 1e-6, twin.highest("monitoring.queue_length"),
              cure.highest("monitoring.queue_length"));
  EXPECT_NEAR(records, 20000.0 / 3600.0 + 8750.0 / 3600.0, 0.2);
  EXPECT_NEAR(run.highest("monitoring.queue_length"), kept, 0.06 * kept);
  EXPECT_GT(run.highest("monitoring.delay"), 1000.0);
  EXPECT_LT(twin.highest("monitoring.queue_length"), 100.0);
  EXPECT_LT(cure.highest("monitoring.queue_length"), 500.0);
}

}  // namespace
}  // namespace ocssim::models
