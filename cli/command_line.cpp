// The only file that includes CLI11.
#include "cli/command_line.hpp"

#include "cli/exit_code.hpp"
#include "scenarios/document/displayable.hpp"
#include "scenarios/document/nearest.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace ocssim::cli {
namespace {

struct Grammar {
  CLI::App app{"Capacity simulator for pools of servers behind a source-NAT load balancer.",
               "ocssim"};
  CommandLine line;
  bool json = false;
  std::vector<std::pair<CLI::App*, Verb>> verbs;
};

CLI::Option* one_each(CLI::Option* option) {
  // Otherwise a repeatable flag would swallow the words that follow its value.
  return option->allow_extra_args(false)->expected(1)->take_all();
}

void add_changes(Grammar& grammar, CLI::App* verb) {
  one_each(
      verb->add_option("-s,--set", grammar.line.sets, "a.b=VALUE: replace one value (repeatable)"));
  one_each(verb->add_option("-f,--overlay", grammar.line.overlays,
                            "FILE: JSON Merge Patch over the scenario (repeatable)"));
  verb->add_option("--case", grammar.line.case_name, "NAME of one of the scenario's cases");
  one_each(verb->add_option("--slo", grammar.line.slos,
                            "'METRIC OP QUANTITY': replace the objectives (repeatable)"));
  verb->add_option("--seed", grammar.line.seed, "N: seed of every random stream");
  verb->add_option("--replications", grammar.line.replications, "N or auto");
  verb->add_option("--precision", grammar.line.precision,
                   "2%[:METRIC,...]: relative half-width at which auto is content");
  verb->add_option("--confidence", grammar.line.confidence, "95%: of every interval");
  verb->add_option("--max-replications", grammar.line.max_replications, "N: where auto stops");
  verb->add_option("--warmup", grammar.line.warm_up, "auto, none or a duration");
  verb->add_option("--duration", grammar.line.duration, "simulated time of a replication");
}

void add_scenario(Grammar& grammar, CLI::App* verb) {
  verb->add_option("scenario", grammar.line.argument, "a file, or the name of a shipped scenario")
      ->required();
  add_changes(grammar, verb);
}

void add_format(Grammar& grammar, CLI::App* verb, std::vector<std::string> formats) {
  auto* json = verb->add_flag("--json", grammar.json, "the same as --format json");
  verb->add_option("--format", grammar.line.format, "of the result on stdout")
      ->check(CLI::IsMember(std::move(formats)))
      ->excludes(json);
}

void add_loudness(Grammar& grammar, CLI::App* verb) {
  verb->add_option("--progress", grammar.line.progress, "auto, bar, plain, json or none")
      ->check(CLI::IsMember({"auto", "bar", "plain", "json", "none"}));
  verb->add_option("--color", grammar.line.color, "auto, always or never (also NO_COLOR)")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  verb->add_flag("-q,--quiet", grammar.line.quiet, "nothing on stderr but errors");
  verb->add_flag("-v,--verbose", grammar.line.verbose, "times, events and memory on stderr");
}

void add_report_file(Grammar& grammar, CLI::App* verb) {
  verb->add_option("--report", grammar.line.report,
                   "FILE.html: the capacity report, one file that needs nothing else");
  verb->add_option("--embed-data", grammar.line.embed_data,
                   "none, summary or full: what of the figures the report embeds for programs")
      ->check(CLI::IsMember({"none", "summary", "full"}));
}

/// What every verb that simulates takes besides its question.
void add_work(Grammar& grammar, CLI::App* verb, std::vector<std::string> formats) {
  verb->add_option("--fidelity", grammar.line.fidelity,
                   "exact, or superposed: faster, for pools in which nothing fails")
      ->check(CLI::IsMember({"exact", "superposed"}));
  verb->add_option("-o,--output", grammar.line.output,
                   "DIR of results, default ocssim-results/NAME/; - stores nothing");
  add_format(grammar, verb, std::move(formats));
  verb->add_option("-j,--jobs", grammar.line.jobs, "N: threads, default all")
      ->check(CLI::Range(1u, 4096u));
  verb->add_option("--shard", grammar.line.shard,
                   "i/n: compute this part of the replications and store them");
  verb->add_option("--submit", grammar.line.submit,
                   "slurm: hand what is missing to a cluster (docs/many-machines.md)")
      ->check(CLI::IsMember({"slurm"}));
  verb->add_flag("--fresh", grammar.line.fresh, "do not re-use stored replications");
  verb->add_option("--time-limit", grammar.line.time_limit,
                   "D: begin no replication after this wall time");
  verb->add_option("--memory-limit", grammar.line.memory_limit,
                   "SIZE: use fewer threads, or begin nothing, to stay below it");
  verb->add_flag("-n,--dry-run", grammar.line.dry_run, "say what would be simulated");
  add_report_file(grammar, verb);
  add_loudness(grammar, verb);
}

void add_run(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand("run", "simulate one scenario, judge its objectives");
  grammar.verbs.emplace_back(verb, Verb::run);
  add_scenario(grammar, verb);
  add_work(grammar, verb, {"text", "json", "markdown", "junit"});
  verb->add_flag("--strict", grammar.line.strict,
                 "refuse a scenario that breaks a deployment rule");
  verb->add_option("--trace", grammar.line.trace,
                   "FILE: what happens to one client in replication 0, event by event");
  verb->add_option("--trace-client", grammar.line.trace_client,
                   "N: which; default the first that signs in");
}

void add_sweep(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand(
      "sweep", "simulate every combination of varied values, judge each");
  grammar.verbs.emplace_back(verb, Verb::sweep);
  add_scenario(grammar, verb);
  one_each(verb->add_option("--vary", grammar.line.vary,
                            "PATH=a,b,c | PATH=20k..400k:20k | PATH='log 1k..1M:7' (repeatable)"))
      ->required();
  verb->add_flag("--zip", grammar.line.zip, "pair the lists instead of crossing them");
  verb->add_option("--where", grammar.line.where,
                   "EXPR: leave out combinations that do not fulfill it");
  add_work(grammar, verb, {"text", "json", "markdown", "junit", "csv"});
}

void add_capacity(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand(
      "capacity", "find the largest value at which every objective is met");
  grammar.verbs.emplace_back(verb, Verb::capacity);
  add_scenario(grammar, verb);
  verb->add_option("--of", grammar.line.of, "PATH of the value, default clients.users");
  verb->add_option("--between", grammar.line.between, "LOW..HIGH: values allowed");
  verb->add_option("--width", grammar.line.width,
                   "3%: relative width of the bracket at which to be content");
  add_work(grammar, verb, {"text", "json", "markdown", "junit", "csv"});
}

void add_size(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand(
      "size", "find the least resources that meet every objective, with proof");
  grammar.verbs.emplace_back(verb, Verb::size);
  add_scenario(grammar, verb);
  verb->add_option("--min", grammar.line.least,
                   "PATH,...: resources to make least, the first one first")
      ->delimiter(',')
      ->required();
  one_each(verb->add_option("--among", grammar.line.among,
                            "PATH=LIST: values a resource may take, least first (repeatable)"));
  verb->add_flag("--pareto", grammar.line.pareto,
                 "all designs that no other undercuts in every resource");
  auto* best = verb->add_option("--best", grammar.line.best,
                                "METRIC[.STATISTIC]: which of the Pareto list is best in it");
  auto* apart = verb->add_option("--indifference", grammar.line.indifference,
                                 "QUANTITY: differences of the metric that do not matter");
  best->needs(apart)->needs("--pareto");
  apart->needs(best);
  verb->add_flag("--full-detail", grammar.line.full_detail,
                 "simulate what cannot touch the resources, too");
  one_each(verb->add_option("--vary", grammar.line.vary,
                            "PATH=a,b,c | PATH=20k..400k:20k: a size for each (repeatable)"));
  verb->add_flag("--zip", grammar.line.zip, "pair the lists instead of crossing them");
  add_work(grammar, verb, {"text", "json", "markdown", "junit", "csv"});
}

void add_sensitivity(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand(
      "sensitivity", "which uncertain input moves the answer, and across the verdict line");
  grammar.verbs.emplace_back(verb, Verb::sensitivity);
  add_scenario(grammar, verb);
  verb->add_option("--of", grammar.line.of,
                   "METRIC[.STATISTIC] to look at, default the objective with least room");
  verb->add_option("--inputs", grammar.line.inputs,
                   "PATH,...: only these, or all below them; default every placeholder and range")
      ->delimiter(',');
  verb->add_option("--method", grammar.line.method, "tornado (one at a time) or morris")
      ->check(CLI::IsMember({"tornado", "morris"}));
  verb->add_option("--trajectories", grammar.line.trajectories, "N of morris, default 4")
      ->check(CLI::Range(1u, 1000u));
  add_work(grammar, verb, {"text", "json", "markdown", "junit", "csv"});
}

void add_compare(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand(
      "compare", "what is better in B than in A: paired differences under common random numbers");
  grammar.verbs.emplace_back(verb, Verb::compare);
  verb->add_option("designs", grammar.line.arguments,
                   "A [B]: scenarios or folders of results; B = A when it is left out")
      ->required()
      ->expected(1, 2);
  add_changes(grammar, verb);
  one_each(verb->add_option("--a-set", grammar.line.a_sets, "a.b=VALUE in A only (repeatable)"));
  one_each(verb->add_option("--b-set", grammar.line.b_sets, "a.b=VALUE in B only (repeatable)"));
  verb->add_option("--fail-on", grammar.line.fail_on,
                   "METRIC,...: exit 12 when one of them gets significantly worse")
      ->delimiter(',');
  add_work(grammar, verb, {"text", "json", "markdown", "junit", "csv"});
}

/// One task of a submitted array; not in the help.
void add_task(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand("work", "a task of --submit")->group("");
  grammar.verbs.emplace_back(verb, Verb::work);
  verb->add_option("question", grammar.line.argument, "question.json of a results folder")
      ->required();
  verb->add_option("--units", grammar.line.units, "FILE: names of the units to compute")
      ->required();
  verb->add_option("-o,--output", grammar.line.output, "DIR of results")->required();
  verb->add_option("-j,--jobs", grammar.line.jobs, "N: threads")->check(CLI::Range(1u, 4096u));
  add_format(grammar, verb, {"text", "json"});
  add_loudness(grammar, verb);
}

/// Verbs on stored results; they never simulate.
void add_results(Grammar& grammar) {
  CLI::App* report =
      grammar.app.add_subcommand("report", "render stored results again; never simulates");
  grammar.verbs.emplace_back(report, Verb::report);
  report->add_option("results", grammar.line.arguments, "folders of results")->required();
  add_format(grammar, report, {"text", "json", "markdown", "junit", "csv", "html"});
  add_report_file(grammar, report);
  add_loudness(grammar, report);

  CLI::App* merge =
      grammar.app.add_subcommand("merge", "join results of several machines into one folder");
  grammar.verbs.emplace_back(merge, Verb::merge);
  merge->add_option("results", grammar.line.arguments, "folders of results")->required();
  merge->add_option("-o,--output", grammar.line.output,
                    "DIR to merge into, default ocssim-results/NAME/");
  add_format(grammar, merge, {"text", "json", "markdown", "junit", "csv"});
  add_loudness(grammar, merge);

  CLI::App* write = grammar.app.add_subcommand("export", "stored results as tables");
  grammar.verbs.emplace_back(write, Verb::export_results);
  write->add_option("results", grammar.line.arguments, "a folder of results")
      ->required()
      ->expected(1);
  write
      ->add_option("--format", grammar.line.format,
                   "csv, jsonl, sqlite, or counters as `calibrate` reads them")
      ->check(CLI::IsMember({"csv", "jsonl", "sqlite", "counters"}))
      ->required();
  write->add_option("-o,--output", grammar.line.output, "FILE, default stdout; sqlite needs one");
  add_loudness(grammar, write);
}

void add_calibrate(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand(
      "calibrate", "fit service demands to measured counters, with residuals and held-out error");
  grammar.verbs.emplace_back(verb, Verb::calibrate);
  add_scenario(grammar, verb);
  verb->add_option("counters", grammar.line.arguments, "CSV of counters (docs/calibrate.md)")
      ->required()
      ->expected(1);
  verb->add_option("--held-out", grammar.line.held_out,
                   "FILE: counters of another load, to be predicted; default: folds of the loads");
  one_each(verb->add_option("--hold", grammar.line.hold,
                            "COLUMN: take the scenario's demand for true (repeatable)"));
  verb->add_option("--tolerance", grammar.line.tolerance,
                   "10%: held-out error and bias beyond it are exit 14");
  verb->add_option("-o,--output", grammar.line.output, "FILE: write the demands as an overlay");
  add_format(grammar, verb, {"text", "json", "markdown"});
  add_loudness(grammar, verb);
}

void add_check(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand(
      "check", "validate, analyze the graph, apply the deployment rules; simulate nothing");
  grammar.verbs.emplace_back(verb, Verb::check);
  add_scenario(grammar, verb);
  add_format(grammar, verb, {"text", "json", "sarif", "github", "dot", "svg"});
  verb->add_flag("--strict", grammar.line.strict, "a broken rule of severity warning counts too");
  verb->add_option("--color", grammar.line.color, "auto, always or never (also NO_COLOR)")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  verb->add_flag("-q,--quiet", grammar.line.quiet, "nothing on stderr but errors");
}

void add_verify(Grammar& grammar) {
  CLI::App* verb = grammar.app.add_subcommand(
      "verify", "hold the models against theory, statistics, published and recorded figures");
  grammar.verbs.emplace_back(verb, Verb::verify);
  verb->add_flag("--quick", grammar.line.quick, "fewer customers, seeds and rows: a minute");
  verb->add_option("--only", grammar.line.only,
                   "NAME,...: checks (V5, C1, stations) or groups (closed_forms, statistics, "
                   "targets, measurements)")
      ->delimiter(',');
  verb->add_option("--seed", grammar.line.seed, "N: seed of every random stream");
  verb->add_option("--seeds", grammar.line.other_seeds,
                   "N: closed forms and statistics under N other seeds, too (quick); false alarms "
                   "are counted")
      ->check(CLI::Range(1u, 1000u));
  verb->add_option("--data", grammar.line.data,
                   "DIR with recorded measurements, in place of those that travel along");
  verb->add_option("-j,--jobs", grammar.line.jobs, "N: threads, default all")
      ->check(CLI::Range(1u, 4096u));
  add_format(grammar, verb, {"text", "json", "markdown", "junit", "html"});
  add_loudness(grammar, verb);
}

void add_texts(Grammar& grammar) {
  CLI::App* init = grammar.app.add_subcommand(
      "init", "write a commented scenario; without a template, list the templates");
  grammar.verbs.emplace_back(init, Verb::init);
  init->add_option("--template", grammar.line.template_name, "NAME of the template");
  init->add_option("-o,--output", grammar.line.output, "FILE to write, default stdout");

  CLI::App* show = grammar.app.add_subcommand("show", "the scenario with all its defaults");
  grammar.verbs.emplace_back(show, Verb::show);
  add_scenario(grammar, show);
  show->add_flag("--origins", grammar.line.origins, "where each value came from");

  CLI::App* schema =
      grammar.app.add_subcommand("schema", "JSON Schema 2020-12 of scenarios or results");
  grammar.verbs.emplace_back(schema, Verb::schema);
  schema->add_option("kind", grammar.line.argument, "scenario or results")
      ->check(CLI::IsMember({"scenario", "results"}));

  CLI::App* explain =
      grammar.app.add_subcommand("explain", "the long text of a rule, metric or diagnostic");
  grammar.verbs.emplace_back(explain, Verb::explain);
  explain->add_option("id", grammar.line.argument, "LB-03, E203, sign_in.time")->required();

  CLI::App* completion =
      grammar.app.add_subcommand("completion", "a completion script for a shell");
  grammar.verbs.emplace_back(completion, Verb::completion);
  completion->add_option("shell", grammar.line.argument, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));

  grammar.verbs.emplace_back(grammar.app.add_subcommand("version", "version of tool and models"),
                             Verb::version);
}

std::unique_ptr<Grammar> make_grammar() {
  auto grammar = std::make_unique<Grammar>();
  grammar->app.require_subcommand(1);
  grammar->app.set_help_flag("-h,--help", "this text");
  grammar->app.add_flag_callback(
      "--version", [] {}, "version of tool and models");
  add_run(*grammar);
  add_sweep(*grammar);
  add_capacity(*grammar);
  add_size(*grammar);
  add_sensitivity(*grammar);
  add_compare(*grammar);
  add_results(*grammar);
  add_task(*grammar);
  add_calibrate(*grammar);
  add_check(*grammar);
  add_verify(*grammar);
  add_texts(*grammar);
  return grammar;
}

Reply usage(const std::string& problem, const std::string& verb) {
  const std::string of = verb.empty() ? "" : " " + verb;
  return {.to_stdout = "",
          .to_stderr =
              "ocssim: " + scenarios::displayable(problem) + "\nTry 'ocssim" + of + " --help'.\n",
          .exit_code = to_int(ExitCode::usage)};
}

CommandLine finish(Grammar& grammar, int argc, const char* const* argv) {
  CommandLine line = std::move(grammar.line);
  for (const auto& [verb, kind] : grammar.verbs) {
    if (verb->parsed()) line.verb = kind;
  }
  if (grammar.json) line.format = "json";
  if (line.verb == Verb::schema && line.argument.empty()) line.argument = "scenario";
  for (int i = 1; i < argc; ++i) line.typed.emplace_back(argv[i]);
  return line;
}

std::string meant(std::string_view word, const std::vector<std::string>& known) {
  const std::vector<std::string_view> words(known.begin(), known.end());
  const auto close = scenarios::nearest(word, words);
  return close ? "; did you mean " + std::string(*close) + "?" : "";
}

/// What of the words is no verb or no flag of the verb, with what was meant; empty: something else
/// is wrong.
std::string unknown_word(const Grammar& grammar, int argc, const char* const* argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  std::vector<std::string> verbs;
  const CLI::App* verb = nullptr;
  for (const auto& [app, kind] : grammar.verbs) {
    if (!app->get_group().empty()) verbs.push_back(app->get_name());
    if (app->get_name() == first) verb = app;
  }
  if (verb == nullptr) {
    const bool is_word = !first.empty() && first.front() != '-';
    return is_word ? "no verb \"" + std::string(first) + "\"" + meant(first, verbs) : "";
  }
  std::vector<std::string> flags;
  for (const CLI::Option* option : verb->get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  }
  for (int i = 2; i < argc; ++i) {
    std::string_view word = argv[i];
    word = word.substr(0, word.find('='));
    if (word == "--") break;
    if (!word.starts_with("--") || std::find(flags.begin(), flags.end(), word) != flags.end()) {
      continue;
    }
    return "no flag " + std::string(word) + meant(word, flags);
  }
  return "";
}

std::string parsed_verb(const Grammar& grammar) {
  for (const auto& [verb, kind] : grammar.verbs) {
    if (verb->parsed()) return verb->get_name();
  }
  return "";
}

/// `help VERB` is `VERB --help`.
std::variant<std::vector<std::string>, Reply> words_of(int argc, const char* const* argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) words.emplace_back("--help");
  if (words[0] == "help") {
    words.erase(words.begin());
    words.emplace_back("--help");
  }
  if (words[0] == "--version") words[0] = "version";
  std::reverse(words.begin(), words.end());  // the order that CLI11 takes
  return words;
}

}  // namespace

std::variant<CommandLine, Reply> parse_command_line(int argc, const char* const* argv) {
  auto words = words_of(argc, argv);
  if (auto* reply = std::get_if<Reply>(&words)) return std::move(*reply);
  const std::unique_ptr<Grammar> grammar = make_grammar();
  try {
    grammar->app.parse(std::get<std::vector<std::string>>(std::move(words)));
  } catch (const CLI::CallForHelp&) {
    return Reply{.to_stdout = grammar->app.help(), .to_stderr = "", .exit_code = 0};
  } catch (const CLI::ParseError& error) {
    const std::string unknown = unknown_word(*grammar, argc, argv);
    return usage(unknown.empty() ? error.what() : unknown, parsed_verb(*grammar));
  }
  return finish(*grammar, argc, argv);
}

std::vector<VerbSyntax> command_syntax() {
  const std::unique_ptr<Grammar> grammar = make_grammar();
  std::vector<VerbSyntax> verbs;
  for (const auto& [app, kind] : grammar->verbs) {
    if (app->get_group().empty()) continue;
    VerbSyntax verb{.name = app->get_name(),
                    .help = app->get_description(),
                    .flags = {},
                    .argument_words = {},
                    .takes_scenario = false};
    for (const CLI::Option* option : app->get_options()) {
      if (option->get_positional()) {
        verb.takes_scenario = option->get_name() == "scenario";
        continue;
      }
      if (option->get_group().empty()) continue;
      for (const std::string& name : option->get_lnames()) verb.flags.push_back("--" + name);
      for (const std::string& name : option->get_snames()) verb.flags.push_back("-" + name);
    }
    if (kind == Verb::schema) verb.argument_words = {"scenario", "results"};
    if (kind == Verb::completion) verb.argument_words = {"bash", "zsh", "fish"};
    verbs.push_back(std::move(verb));
  }
  verbs.push_back({.name = "help",
                   .help = "this list, or the flags of a verb",
                   .flags = {},
                   .argument_words = {},
                   .takes_scenario = false});
  return verbs;
}

}  // namespace ocssim::cli
