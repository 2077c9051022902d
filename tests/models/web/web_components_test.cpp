// Downloads against BCMP means, and the morning on which all telephones want an update.
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

/// No other traffic; 1,000 users, one kind of download at `per_hour` a user.
Settings only(const std::string& content, const std::string& per_hour) {
  Settings settings = scaled(1000) + quiet() + Settings{"web.enabled=true"};
  for (const char* each : {"address_book_full", "address_book_delta", "group_expansion",
                           "meeting_content", "meeting_metadata"}) {
    const std::string rate = each == content ? per_hour : "0";
    settings.push_back("web." + std::string(each) + ".per_user=" + rate + " / user / hour");
  }
  return settings;
}

TEST(WebTheory, FileShareAndLinkAreProcessorSharingInSeries) {
  // 10 files/s of 1 MB: 80 Mbps on a share of 200 and a link of 100 Mbps: 40 % and 80 % busy.
  // W = 40 ms / (1 − 0.4) + 80 ms / (1 − 0.8) = 66.7 + 400 ms.
  const Settings settings =
      only("address_book_full", "36") + lasting("2 h", "10 min") +
      Settings{"web.address_book_full.size=1 MB", "web.link=100 Mbps", "web.file_share=200 Mbps"};
  std::vector<double> times;
  std::vector<double> link;
  std::vector<double> share;
  for (std::uint32_t replication = 0; replication < 8; ++replication) {
    const PoolRun run("enterprise-100k", settings, replication);
    times.push_back(run.mean("web.time", "address_book_full"));
    link.push_back(run.mean("web.link_utilization"));
    share.push_back(run.mean("web.share_utilization"));
  }
  const SampleMean time = sample_mean(times);
  std::printf("time %.4f ± %.4f s (theory 0.4667); link %.4f, share %.4f\n", time.mean,
              time.standard_error, sample_mean(link).mean, sample_mean(share).mean);
  EXPECT_NEAR(time.mean, 0.040 / 0.6 + 0.080 / 0.2, 4.0 * time.standard_error);
  EXPECT_NEAR(sample_mean(link).mean, 0.8, 4.0 * sample_mean(link).standard_error);
  EXPECT_NEAR(sample_mean(share).mean, 0.4, 4.0 * sample_mean(share).standard_error);
}

TEST(WebTheory, GroupExpansionPassesTheLinkOnly) {
  const PoolRun run("enterprise-100k",
                    only("group_expansion", "36") + lasting("60 min", "10 min") +
                        Settings{"web.group_expansion.size=500 kB", "web.link=100 Mbps"});
  EXPECT_EQ(run.mean("web.share_utilization"), 0.0);
  EXPECT_NEAR(run.mean("web.link_utilization"), 0.4, 0.03);
  EXPECT_NEAR(run.mean("web.time", "group_expansion"), 0.040 / 0.6, 0.007);
}

TEST(DeviceUpdate, FillsTheLinkInTheMorningAndNotOverTheDay) {
  // 100 telephones x 20 MiB are 16.8 Gbit: a window of 5 min asks for 56 Mbps of a link of 25.
  const Settings update = only("address_book_delta", "5") + lasting("90 min") +
                          Settings{"web.link=25 Mbps", "web.device_update.at=10 min"};
  const PoolRun morning("device-update-morning",
                        update + Settings{"web.device_update.window=5 min"});
  const PoolRun day("device-update-morning", update + Settings{"web.device_update.window=60 min"});
  std::printf("update in 5 min: %.0f s on average, in 60 min: %.0f s; most at once %.0f and %.0f\n",
              morning.mean("web.time", "device_update"), day.mean("web.time", "device_update"),
              morning.highest("web.transfers"), day.highest("web.transfers"));
  // The backlog when the last one comes is (56 − 25) Mbps x 300 s; it takes 6.2 min to drain.
  EXPECT_EQ(morning.total("web.requests", "device_update"), 100.0);
  EXPECT_GT(morning.mean("web.time", "device_update"), 120.0);
  EXPECT_GT(morning.highest("web.transfers"), 30.0);
  EXPECT_LT(day.mean("web.time", "device_update"), 40.0);
  EXPECT_GT(morning.mean("web.time", "address_book_delta"),
            3.0 * day.mean("web.time", "address_book_delta"));
}

TEST(FileShares, ApartEachIsProcessorSharingOfItsOwn) {
  // Metadata at 10/s of 1 MB on 100 Mbps: 80 % busy, W = 80 ms / 0.2; compliance copies at 10/s on
  // 200 Mbps: 40 % busy, W = 40 ms / 0.6. Neither is sent to anybody.
  const Settings settings =
      only("", "0") + lasting("2 h", "10 min") +
      Settings{"web.shares.apart=true",          "web.shares.metadata=100 Mbps",
               "web.shares.compliance=200 Mbps", "web.meeting_metadata.per_user=36 / user / hour",
               "web.meeting_metadata.size=1 MB", "web.compliance_copy.per_user=36 / user / hour",
               "web.compliance_copy.size=1 MB"};
  std::vector<double> metadata;
  std::vector<double> compliance;
  for (std::uint32_t replication = 0; replication < 8; ++replication) {
    const PoolRun run("enterprise-100k", settings, replication);
    metadata.push_back(run.mean("web.time", "meeting_metadata"));
    compliance.push_back(run.mean("web.time", "compliance_copy"));
    EXPECT_EQ(run.mean("web.link_utilization"), 0.0);
    EXPECT_EQ(run.mean("web.share_utilization", "content"), 0.0);
  }
  std::printf("metadata %.4f s (theory 0.4), compliance %.4f s (theory 0.0667)\n",
              sample_mean(metadata).mean, sample_mean(compliance).mean);
  EXPECT_NEAR(sample_mean(metadata).mean, 0.4, 4.0 * sample_mean(metadata).standard_error);
  EXPECT_NEAR(sample_mean(compliance).mean, 0.040 / 0.6,
              4.0 * sample_mean(compliance).standard_error);
}

}  // namespace
}  // namespace ocssim::models
