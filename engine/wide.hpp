// 128-bit integers, named once.
#pragma once

namespace ocssim {

__extension__ using Wide = unsigned __int128;  // __extension__: not in ISO C++, in g++ and clang

}  // namespace ocssim
