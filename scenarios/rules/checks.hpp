// The check of each rule: what is wrong in this scenario, or nothing. Named after the rule's id.
#pragma once

#include "scenarios/rules/rules.hpp"

#include <optional>

namespace ocssim::scenarios::rules {

using Finding = std::optional<Breach>;

// the load balancer
Finding lb_01(const Scenario& scenario);
Finding lb_02(const Scenario& scenario);
Finding lb_03(const Scenario& scenario);
Finding lb_04(const Scenario& scenario);
Finding lb_05(const Scenario& scenario);
Finding lb_06(const Scenario& scenario);
Finding lb_07(const Scenario& scenario);
Finding lb_08(const Scenario& scenario);
Finding lb_09(const Scenario& scenario);
Finding lb_10(const Scenario& scenario);
Finding lb_11(const Scenario& scenario);
Finding lb_12(const Scenario& scenario);
Finding lb_13(const Scenario& scenario);
Finding lb_14(const Scenario& scenario);
Finding lb_15(const Scenario& scenario);
// the back end
Finding be_01(const Scenario& scenario);
Finding be_02(const Scenario& scenario);
Finding be_03(const Scenario& scenario);
Finding be_04(const Scenario& scenario);
Finding be_05(const Scenario& scenario);
Finding be_06(const Scenario& scenario);
Finding be_07(const Scenario& scenario);
// servers, media, names, archiving, web, security
Finding fe_01(const Scenario& scenario);
Finding fe_02(const Scenario& scenario);
Finding fe_03(const Scenario& scenario);
Finding av_01(const Scenario& scenario);
Finding av_02(const Scenario& scenario);
Finding dns_01(const Scenario& scenario);
Finding dns_02(const Scenario& scenario);
Finding arc_01(const Scenario& scenario);
Finding web_01(const Scenario& scenario);
Finding sec_01(const Scenario& scenario);
Finding sec_02(const Scenario& scenario);

}  // namespace ocssim::scenarios::rules
