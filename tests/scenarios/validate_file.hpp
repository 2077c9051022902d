// The one place where the tests of wrong input call the product.
#pragma once

#include "scenarios/document/document.hpp"

#include <string>

namespace ocssim::scenarios {

/// Reads a scenario file as far as it goes and returns the document with all its diagnostics. The
/// file is known by its bare name, so that expected texts hold in any folder. Lines at the top of
/// the file steer it: "//! set a.b=VALUE" and "//! overlay NAME" act like the flags.
[[nodiscard]] Document validate_file(const std::string& path);

}  // namespace ocssim::scenarios
