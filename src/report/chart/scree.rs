//! The scree plot (Cattell 1966) with the line of parallel analysis (Horn 1965).

use crate::assess::ComponentAnalysis;
use crate::locale::{Arguments, Locale};
use crate::report::chart::svg::{Svg, coordinate, place};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 320.0;
/// Left, right, top, bottom of the drawing area. Numeric axes are never mirrored.
const AREA: (f64, f64, f64, f64) = (52.0, 700.0, 20.0, 274.0);

/// Eigenvalues by component, beside those of random data.
pub(in crate::report) fn scree(analysis: &ComponentAnalysis, locale: &Locale) -> String {
    let shown = analysis.eigenvalues.len().min(20);
    let largest = analysis.eigenvalues.first().copied().unwrap_or(1.0).max(1.0);
    let description = Arguments::new()
        .count("count", analysis.components.len())
        .count("suggested", analysis.suggested)
        .text("first", locale.decimal(largest, 2));
    let mut svg = Svg::new(
        WIDTH,
        HEIGHT,
        &locale.text("report-scree-title"),
        &locale.say("report-scree-description", &description),
    );
    let (left, right, top, bottom) = AREA;
    let x = |index: usize| {
        place(coordinate(index), (0.0, coordinate(shown.max(2) - 1)), (left + 14.0, right - 14.0))
    };
    let y = |value: f64| place(value, (0.0, largest * 1.05), (bottom, top));
    let step = if largest > 10.0 {
        5.0
    } else if largest > 4.0 {
        2.0
    } else {
        1.0
    };
    let mut tick = 0.0;
    while tick <= largest * 1.05 {
        svg.line("grid", (left, y(tick)), (right, y(tick)));
        svg.label("tick", "end", (left - 8.0, y(tick) + 4.0), &locale.decimal(tick, 0));
        tick += step;
    }
    svg.line("reference", (left, y(1.0)), (right, y(1.0)));
    for index in 0..shown {
        svg.label("tick", "middle", (x(index), bottom + 18.0), &locale.count(index as u64 + 1));
    }
    let points = |values: &[f64]| -> Vec<(f64, f64)> {
        values.iter().take(shown).enumerate().map(|(index, value)| (x(index), y(*value))).collect()
    };
    svg.path("random", &points(&analysis.random_eigenvalues));
    svg.path("data", &points(&analysis.eigenvalues));
    for (index, point) in points(&analysis.eigenvalues).into_iter().enumerate() {
        let kept = index < analysis.components.len();
        svg.dot(if kept { "kept" } else { "left-out" }, point, 4.0);
    }
    let rtl = locale.language().is_right_to_left();
    svg.line("data", (right - 200.0, top + 8.0), (right - 176.0, top + 8.0));
    svg.name(
        "legend",
        rtl,
        rtl,
        (if rtl { right - 4.0 } else { right - 168.0 }, top + 12.0),
        &locale.text("report-scree-data"),
    );
    svg.line("random", (right - 200.0, top + 28.0), (right - 176.0, top + 28.0));
    svg.name(
        "legend",
        rtl,
        rtl,
        (if rtl { right - 4.0 } else { right - 168.0 }, top + 32.0),
        &locale.text("report-scree-random"),
    );
    svg.name(
        "axis",
        rtl,
        rtl,
        (f64::midpoint(left, right) + if rtl { 60.0 } else { -60.0 }, HEIGHT - 8.0),
        &locale.text("report-scree-axis"),
    );
    svg.finish()
}
