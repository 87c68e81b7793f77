//! The saturation curve: codes in use after each further source.

use crate::coding::SaturationStep;
use crate::locale::{Arguments, Locale};
use crate::report::chart::svg::{Svg, coordinate, place};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 280.0;
const AREA: (f64, f64, f64, f64) = (52.0, 700.0, 20.0, 220.0);

/// Codes in all as a line, new codes of each source as bars. Sources run from left to right in the order of coding.
pub(in crate::report) fn saturation_curve(steps: &[(String, SaturationStep)], locale: &Locale) -> String {
    let total = steps.last().map_or(0, |(_, step)| step.total);
    let description = Arguments::new().count("sources", steps.len()).count("codes", total);
    let mut svg = Svg::new(
        WIDTH,
        HEIGHT,
        &locale.text("report-saturation-title"),
        &locale.say("report-saturation-description", &description),
    );
    let (left, right, top, bottom) = AREA;
    let width = (right - left) / coordinate(steps.len().max(1));
    let y = |value: u32| place(f64::from(value), (0.0, f64::from(total.max(1)) * 1.05), (bottom, top));
    let tick = (total / 5).max(1).next_multiple_of(if total > 50 { 10 } else { 1 });
    let mut value = 0;
    while value <= total {
        svg.line("grid", (left, y(value)), (right, y(value)));
        svg.label("tick", "end", (left - 8.0, y(value) + 4.0), &locale.count(value));
        value += tick;
    }
    let mut points = Vec::with_capacity(steps.len());
    for (index, (name, step)) in steps.iter().enumerate() {
        let middle = left + width * (coordinate(index) + 0.5);
        svg.rectangle("bar", (middle - width * 0.35, y(step.new)), (width * 0.7, bottom - y(step.new)));
        points.push((middle, y(step.total)));
        // Sixty names do not fit side by side; every label must stay legible.
        if steps.len() <= 24 || index.is_multiple_of(steps.len().div_ceil(24)) {
            svg.label("tick", "middle", (middle, bottom + 16.0), name);
        }
    }
    svg.path("data", &points);
    for point in points {
        svg.dot("kept", point, 2.5);
    }
    let rtl = locale.language().is_right_to_left();
    let centre = f64::midpoint(left, right);
    svg.name(
        "axis",
        rtl,
        rtl,
        (centre + if rtl { 150.0 } else { -150.0 }, HEIGHT - 10.0),
        &locale.text("report-saturation-axis"),
    );
    svg.finish()
}
