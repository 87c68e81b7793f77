//! Sample sizes, priorities and structures among factors.

mod delphi;
mod importance_performance;
mod structural;

use crate::wire::stats::Method;

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "ipa",
        summary: "importance-performance analysis with three crosshairs; options pairs: [[importance column, performance \
                  column, name], ...] (by trailing numbers), scale: [1, 5], midpoint",
        compute: importance_performance::compute,
    },
    Method {
        name: "ism",
        summary: "interpretive structural modelling with MICMAC; options cases: {name: {ssim: [[1, 2, \"V\"], ...], n} or \
                  {adjacency: [[0, 1], ...]}}, cut: half, half_of_next, mean or a number (half)",
        compute: structural::compute,
    },
    Method {
        name: "fuzzy_delphi",
        summary: "fuzzy Delphi; tables: round 1, round 2, columns min_ITEM and max_ITEM, as many as there are; options \
                  scales: {name: {rating: [a, b, c]}}, distance, consensus, defuzzified, stop, threshold",
        compute: delphi::compute,
    },
];
