// Rows of results as an SQLite database, built in memory and handed over as bytes:
//
//   point        point · one column a path · seed, verdict, replications
//   estimate     point, metric, component, statistic · value, half_width, unit, state
//   observation  point, replication, metric, component, statistic · value, unit, state
//
// Page size and encoding are fixed and no time is stored, so that equal rows are equal bytes.
#include "reports/export/exported.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
#include <string_view>

namespace ocssim::reports {
namespace {

struct Closer {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

class Database {
 public:
  Database() {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(":memory:", &opened);
    database_.reset(opened);
    require(code == SQLITE_OK);
  }
  void execute(const std::string& sql) {
    require(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  void require(bool holds) const {
    if (!holds) throw std::runtime_error("SQLite: " + message());
  }
  [[nodiscard]] sqlite3* get() const { return database_.get(); }
  [[nodiscard]] std::string bytes() const {
    sqlite3_int64 size = 0;
    unsigned char* pages = sqlite3_serialize(database_.get(), "main", &size, 0);
    require(pages != nullptr);
    std::string out(reinterpret_cast<const char*>(pages), static_cast<std::size_t>(size));
    sqlite3_free(pages);
    return out;
  }

 private:
  [[nodiscard]] std::string message() const {
    return database_ ? sqlite3_errmsg(database_.get()) : "out of memory";
  }

  std::unique_ptr<sqlite3, Closer> database_;
};

/// An INSERT whose values are bound from left to right.
class Insertion {
 public:
  Insertion(Database& database, const std::string& table, std::size_t columns)
      : database_(database) {
    std::string sql = "INSERT INTO " + table + " VALUES (?";
    for (std::size_t i = 1; i < columns; ++i) sql += ",?";
    sqlite3_stmt* prepared = nullptr;
    const int code =
        sqlite3_prepare_v2(database.get(), (sql + ")").c_str(), -1, &prepared, nullptr);
    statement_.reset(prepared);
    database_.require(code == SQLITE_OK);
  }
  Insertion& text(std::string_view value) {
    return done(sqlite3_bind_text(statement_.get(), ++place_, value.data(),
                                  static_cast<int>(value.size()), SQLITE_TRANSIENT));
  }
  Insertion& integer(std::uint64_t value) {
    // SQLite's integers end at 2^63 - 1; a seed may lie beyond.
    if (value > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
      return text(std::to_string(value));
    return done(sqlite3_bind_int64(statement_.get(), ++place_, static_cast<sqlite3_int64>(value)));
  }
  Insertion& number(const std::optional<double>& value) {
    if (!value || !std::isfinite(*value)) return null();
    return done(sqlite3_bind_double(statement_.get(), ++place_, *value));
  }
  Insertion& null() { return done(sqlite3_bind_null(statement_.get(), ++place_)); }
  /// A number where the text is one.
  Insertion& scalar(std::string_view value) {
    double real = 0.0;
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, real);
    if (read.ec != std::errc() || read.ptr != end) return text(value);
    std::uint64_t whole = 0;
    const auto read_whole = std::from_chars(value.data(), end, whole);
    const bool is_whole = read_whole.ec == std::errc() && read_whole.ptr == end;
    return is_whole ? integer(whole) : number(real);
  }
  void insert() {
    database_.require(sqlite3_step(statement_.get()) == SQLITE_DONE);
    sqlite3_reset(statement_.get());
    place_ = 0;
  }

 private:
  Insertion& done(int code) {
    database_.require(code == SQLITE_OK);
    return *this;
  }

  Database& database_;
  std::unique_ptr<sqlite3_stmt, Closer> statement_;
  int place_ = 0;
};

/// An identifier may hold anything between double quotes.
std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

void create_tables(Database& database, const std::vector<std::string>& paths) {
  database.execute("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; BEGIN");
  std::string of_paths;
  for (const std::string& path : paths) of_paths += quoted(path) + ", ";
  database.execute("CREATE TABLE point (point INTEGER PRIMARY KEY, " + of_paths +
                   "seed, verdict TEXT, replications INTEGER)");
  database.execute(
      "CREATE TABLE estimate (point INTEGER REFERENCES point, metric TEXT, component TEXT, "
      "statistic TEXT, value REAL, half_width REAL, unit TEXT, state TEXT)");
  database.execute(
      "CREATE TABLE observation (point INTEGER REFERENCES point, replication INTEGER, metric "
      "TEXT, component TEXT, statistic TEXT, value REAL, unit TEXT, state TEXT)");
}

void insert_point(Insertion& into, const ExportedPoint& point, std::size_t index,
                  const std::vector<std::string>& paths) {
  into.integer(index);
  for (const std::string& path : paths) {
    const Setting* setting = setting_at(point, path);
    if (setting == nullptr) {
      into.null();
    } else {
      into.scalar(plain_value(*setting));
    }
  }
  into.integer(point.seed);
  if (point.verdict.empty()) {
    into.null();
  } else {
    into.text(point.verdict);
  }
  into.integer(point.replications.size()).insert();
}

}  // namespace

std::string sqlite_export(std::span<const ExportedPoint> points) {
  const std::vector<std::string> paths = exported_paths(points);
  Database database;
  create_tables(database, paths);
  {
    Insertion point(database, "point", paths.size() + 4);
    Insertion estimate(database, "estimate", 8);
    Insertion observation(database, "observation", 8);
    for (std::size_t i = 0; i < points.size(); ++i) {
      insert_point(point, points[i], i, paths);
      for (const ExportedRow& row : exported_rows(points[i], i)) {
        Insertion& into = row.replication ? observation : estimate;
        into.integer(i);
        if (row.replication) into.integer(*row.replication);
        into.text(row.metric).text(row.component).text(row.statistic).number(row.value);
        if (!row.replication) into.number(row.half_width);
        into.text(row.unit).text(row.state).insert();
      }
    }
  }
  database.execute("COMMIT");
  return database.bytes();
}

}  // namespace ocssim::reports
