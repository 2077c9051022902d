// Speech quality of a connection: the E-model of ITU-T G.107, and its wideband form G.107.1.
//
//   R = Ro − Is − Id − Ie,eff                       narrowband: Ro − Is = 93.2 by default
//   R = 129 − Id,WB − Ie,eff,WB                     wideband
//   Ie,eff = Ie + (95 − Ie) Ppl / (Ppl / BurstR + Bpl)
//   MOS = 1 + 0.035 R + 7e-6 R (R − 60)(100 − R);   wideband: of R / 1.29
//
// Ppl [percent] lost, BurstR mean run of losses over that of independent losses. Id: talker echo
// and absolute delay of the one-way delay Ta = T, with the default echo loss of 65 dB. Sources:
// ITU-T G.107 (06/2015), 7 and Annex B; G.107.1 (06/2015), 7 and Annex A: scale and form; its delay
// term is taken as that of G.107 on the longer scale.
#pragma once

#include "models/media/codec.hpp"

namespace ocssim::models {

struct Connection {
  double loss = 0.0;         // share of packets, 0…1
  double burst_ratio = 1.0;  // >= 1
  double delay = 0.0;        // one way, mouth to ear [s]
};

/// R of G.107, or of G.107.1 for a wideband codec; at least 0.
[[nodiscard]] double transmission_rating(const Codec& codec, const Connection& connection);

/// Mean opinion score of a rating on the narrowband scale: 1…4.5.
[[nodiscard]] double opinion_of_rating(double rating);

/// MOS of the connection, 1…4.5 on either scale.
[[nodiscard]] double mean_opinion_score(const Codec& codec, const Connection& connection);

/// Parts of the rating, for tests and documents.
[[nodiscard]] double delay_impairment(double delay);  // Id of G.107 [s → R]
[[nodiscard]] double loss_impairment(double impairment, double robustness,
                                     const Connection& connection);  // Ie,eff

}  // namespace ocssim::models
