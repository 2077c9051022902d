// The table of rules.
#include "scenarios/rules/rules.hpp"

#include "scenarios/rules/checks.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ocssim::scenarios {
namespace {

using S = RuleSeverity;
constexpr std::string_view balancer_section = "Prerequisites for a Load Balancer";

constexpr std::array table{
    Rule{"LB-01", S::error, "two or more servers in a pool need a load balancer",
         "Configure a Load Balancer for Your Pool",
         "Clients find a pool by one name and one address. With a single Enterprise Edition server "
         "that can be the server itself; from two on a hardware load balancer must stand in front.",
         rules::lb_01},
    Rule{"LB-02", S::error, "the pool's balancer runs in SNAT mode", balancer_section,
         "Servers of a pool also connect to the pool's own VIP. With destination NAT alone the "
         "answers go past the balancer and the connection fails, so source NAT is required for the "
         "pool and for Communicator Web Access. Edge Servers and HTTP may use either.",
         rules::lb_02},
    Rule{"LB-03", S::error, "at least one SNAT address per 65,000 users", balancer_section,
         "Behind source NAT a connection is told apart by the port of the SNAT address, and an "
         "address has about 65,000 of them. What runs out are connections, not users: web traffic, "
         "server-initiated traffic and dead connections that nobody has timed out yet take ports "
         "too. So check prints both numbers, and a run shows who is refused. If the balancer keeps "
         "one port set per member (scope per_tuple), far more fit.",
         rules::lb_03},
    Rule{"LB-04", S::error, "one static VIP with one DNS name", balancer_section,
         "The virtual address that stands for the pool is fixed, answers ARP, and is what the "
         "pool's "
         "fully qualified name resolves to.",
         rules::lb_04},
    Rule{
        "LB-05", S::error, "listeners on all ports of the pool",
        "Table 1, Hardware Load Balancer Ports",
        "The Front End VIP listens on 5060 and 5061 (SIP), 5065 (application sharing), 135 (remote "
        "calls) and 444 (conferencing control), and on 5069 when quality-of-experience data are "
        "sent; the Web Components VIP listens on 443. A port without listener is a feature that "
        "fails.",
        rules::lb_05},
    Rule{"LB-06", S::error, "all traffic of a connection reaches the same server", balancer_section,
         "SIP keeps state per connection on the server that accepted it; a balancer that spreads "
         "packets or requests of one TCP connection breaks it.",
         rules::lb_06},
    Rule{"LB-07", S::error, "Front Ends and administrators reach every Front End without NAT",
         balancer_section,
         "Notifications and messages for a user on another server go straight from Front End to "
         "Front End, across pools too, and administrators connect to each server and to the pool's "
         "name. Address translation between them breaks remote calls.",
         rules::lb_07},
    Rule{"LB-08", S::error, "TCP idle timeout of 20 min or more", balancer_section,
         "A signed-in client may be silent for long: keep-alives come every 5 min, registrations "
         "are renewed every 15 min without them, and the server itself waits 20 min. A balancer "
         "that forgets connections earlier cuts live users off. A factory setting of 300 s equals "
         "the keep-alive interval and is the usual trap.",
         rules::lb_08},
    Rule{"LB-09", S::error, "TCP reset on idle timeout is on", balancer_section,
         "Without a reset the client believes that it is signed in until it next sends, and gets "
         "nothing meanwhile. With one it notices at once and registers again.",
         rules::lb_09},
    Rule{"LB-10", S::warning, "servers are added and removed without a shutdown", balancer_section,
         "Maintenance of one server should cost its own users a reconnect, not everybody.",
         rules::lb_10},
    Rule{"LB-11", S::error, "least-connections balancing", balancer_section,
         "Connections last for hours, so what must be equal is their number, not the rate of new "
         "ones. Mind the other side of it: a server that comes back gets every new connection "
         "until it has caught up.",
         rules::lb_11},
    Rule{"LB-12", S::error, "the monitor tries a port that closes with the service",
         balancer_section,
         "Ports 135 and 444 stay open when the service is down. A monitor that tries them sees a "
         "dead server as alive, and since it has the fewest connections, least connections sends "
         "everybody there. Judge 135 and 444 by 5060 or 5061.",
         rules::lb_12},
    Rule{"LB-13", S::error, "static addresses with DNS names for every Front End", balancer_section,
         "The balancer's member list and the servers among themselves use fixed addresses.",
         rules::lb_13},
    Rule{"LB-14", S::error, "every Front End reaches the directory", balancer_section,
         "Sign-in needs the directory for authentication and settings.", rules::lb_14},
    Rule{"LB-15", S::error, "ports of applications behind the balancer have listeners",
         "Load Balancer Settings",
         "Conferencing attendant, announcement, response groups and voice control each have a port "
         "of their own; those that run behind the balancer need a listener.",
         rules::lb_15},
    Rule{"BE-01", S::error, "the back end has a computer of its own", "Install SQL Server",
         "Every sign-in and presence change waits for the database; it may not compete with a pool "
         "server for processor, memory and disks.",
         rules::be_01},
    Rule{"BE-02", S::warning, "a 64-bit back end is recommended", "Install SQL Server",
         "SQL Server 2005 SP2 and 2008 are supported. A 32-bit process sees 2 GB of memory, 3 GB "
         "with /3GB, and more only through AWE; 64 bits see all of it.",
         rules::be_02},
    Rule{"BE-03", S::error, "the database's port is reachable from the Front Ends",
         "Configure Windows Firewall for SQL Server",
         "TCP 1433, or the port chosen at installation, must be open on the database server.",
         rules::be_03},
    Rule{"BE-04", S::error, "a small 32-bit back end has /3GB set",
         "Configuring SQL Server for a Small Back-End Database",
         "With 4 GB of memory and 32 bits the flag lets the database use 3 instead of 2 GB of "
         "address space.",
         rules::be_04},
    Rule{"BE-05", S::error, "a larger 32-bit back end has AWE and locked pages",
         "Configuring SQL Server for Mid-Range and High-End Database Computers",
         "With 8 GB or more and 32 bits the buffer pool uses the memory only if AWE is enabled and "
         "the service may lock pages in memory; one without the other does nothing, and the server "
         "behaves like a much smaller one.",
         rules::be_05},
    Rule{"BE-06", S::warning, "trace flag 4618 is set", "both SQL sections",
         "The cache of security tokens of SQL Server 2005 grows with calls and slows each of them; "
         "the flag caps it. SQL Server 2008 has options of its own.",
         rules::be_06},
    Rule{"BE-07", S::info, "each database and log on its own physical disk", "Create the Pool",
         "Commits wait for the log, reads of missing pages for the data disk. Sharing a device, or "
         "sharing it with system and page file, adds the two queues.",
         rules::be_07},
    Rule{"FE-01", S::error, "64-bit hardware and operating system",
         "Prerequisites for Enterprise Edition", "The servers are delivered for 64 bits only.",
         rules::fe_01},
    Rule{"FE-02", S::error, "every server has a certificate for mutual TLS",
         "Configure Certificates",
         "Servers prove themselves to each other; without a certificate nothing that crosses "
         "servers works.",
         rules::fe_02},
    Rule{
        "FE-03", S::info, "a longer key is more secure and slower", "Create a New Certificate",
        "Each new TLS connection costs the server one operation with its private key, and its cost "
        "grows steeply with the key's length. It matters when everybody connects at once, after a "
        "pool restart or the loss of a server.",
        rules::fe_03},
    Rule{"AV-01", S::info, "three times the default descriptors on busy adapters",
         "Optimizing Your Network Adapter",
         "Bursts and stalls of the host overrun a ring of 256 descriptors when audio and video "
         "exceed 200 to 250 Mbps a server, or when packets are lost. Tripled rings ride them out; "
         "they cost memory.",
         rules::av_01},
    Rule{"AV-02", S::warning, "the meeting policy allows the conferences of the load",
         "Configure Audio/Video Conferencing and Web Conferencing",
         "As delivered the default policy forbids Web and A/V conferencing, and the organizer's "
         "policy rules. A load with conferences needs a policy that allows them.",
         rules::av_02},
    Rule{"DNS-01", S::error, "one SRV record per SIP domain, all naming one pool on 5061",
         "DNS Requirements for Automatic Client Sign-In",
         "Clients look for _sipinternaltls._tcp.<domain>. The pool it names authenticates and "
         "redirects the sign-ins of all users.",
         rules::dns_01},
    Rule{"DNS-02", S::error, "the pool's name resolves to the VIP, or to the only server",
         "DNS Requirements for Enterprise Pools",
         "The name of the pool is what clients and servers connect to.", rules::dns_02},
    Rule{
        "ARC-01", S::warning, "archiving starts in critical mode", "Create the Pool",
        "In critical mode a failed archive stops the Front End service, after 30 to 45 min when "
        "messages do not reach it or are not picked up. All servers share the archive, so the pool "
        "goes down together.",
        rules::arc_01},
    Rule{
        "WEB-01", S::warning, "the Web Components VIP name is allowed for loopback",
        "Configuring IIS to Allow Load Balancer FQDN for Loopback",
        "A server that asks for its own pool's web address would be refused by the loopback check.",
        rules::web_01},
    Rule{"SEC-01", S::error, "dial plans of Exchange UM fit the pool's security",
         "Exchange UM Security Levels",
         "With mutual TLS an unsecured dial plan is impossible; sip_secured encrypts signaling and "
         "disables SRTP; secured encrypts both and needs SRTP.",
         rules::sec_01},
    Rule{"SEC-02", S::info, "a small media port range is exempt from IPsec",
         "Media Gateway Security",
         "Negotiating IPsec for each call's media ports delays the first words. Exempt a small "
         "range of media ports.",
         rules::sec_02},
};

bool equal_but_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::toupper(static_cast<unsigned char>(x)) ==
           std::toupper(static_cast<unsigned char>(y));
  });
}

}  // namespace

std::string_view to_string(RuleSeverity severity) {
  switch (severity) {
    case S::error:
      return "error";
    case S::warning:
      return "warning";
    case S::info:
      return "info";
  }
  return "";
}

std::span<const Rule> deployment_rules() {
  return table;
}

const Rule* find_rule(std::string_view id) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [id](const Rule& rule) { return equal_but_case(rule.id, id); });
  return found == table.end() ? nullptr : &*found;
}

std::vector<RuleFinding> apply_rules(const Scenario& scenario) {
  std::vector<RuleFinding> findings;
  for (const Rule& rule : table) {
    // Adapters without a pool are judged as such; stations by no rule.
    const bool applies = scenario.has_pool || (scenario.adapters_only && rule.id == "AV-01");
    if (!applies) continue;
    if (auto breach = rule.check(scenario)) {
      findings.push_back({std::string(rule.id), rule.severity, std::move(breach->text),
                          std::move(breach->pointer)});
    }
  }
  return findings;
}

}  // namespace ocssim::scenarios
