//! Means with their intervals against the midpoint of the scale.

use crate::assess::{Assessment, TestResult, Verdict};
use crate::codebook::Codebook;
use crate::locale::{Arguments, Locale};
use crate::report::chart::svg::{Svg, coordinate, place};

const WIDTH: f64 = 760.0;
const ROW: f64 = 22.0;
const TOP: f64 = 40.0;
/// Width of the names, in pixels.
const NAMES: f64 = 350.0;
/// Letters of a name that fit into it at the chart's type size.
const LETTERS: usize = 52;

/// One line per factor, sorted by mean: the mean as a symbol of its verdict, its interval as a line.
pub(in crate::report) fn means(assessment: &Assessment, codebook: &Codebook, locale: &Locale) -> String {
    let mut tests: Vec<&TestResult> = assessment.tests.iter().collect();
    tests.sort_by(|one, other| other.mean.total_cmp(&one.mean));
    let height = TOP + ROW * coordinate(tests.len()) + 40.0;
    let counts = Arguments::new()
        .count("favourable", assessment.count(Verdict::Favourable))
        .count("unfavourable", assessment.count(Verdict::Unfavourable))
        .count("undetermined", assessment.count(Verdict::Undetermined));
    let mut svg = Svg::new(
        WIDTH,
        height,
        &locale.text("report-means-title"),
        &locale.say("report-means-description", &counts),
    );
    let rtl = locale.language().is_right_to_left();
    // Names stand at the start side; the numeric axis runs from left to right in every language.
    let (left, right) = if rtl { (24.0, WIDTH - NAMES - 20.0) } else { (NAMES + 20.0, WIDTH - 24.0) };
    let range = (assessment.minimum, assessment.maximum);
    let x = |value: f64| place(value, range, (left, right));
    let bottom = TOP + ROW * coordinate(tests.len());
    let mut value = assessment.minimum;
    while value <= assessment.maximum {
        let class = if (value - assessment.midpoint).abs() < 1e-9 { "reference" } else { "grid" };
        svg.line(class, (x(value), TOP - 10.0), (x(value), bottom));
        svg.label("tick", "middle", (x(value), TOP - 16.0), &locale.decimal(value, 0));
        svg.label("tick", "middle", (x(value), bottom + 18.0), &locale.decimal(value, 0));
        value += 1.0;
    }
    for (index, test) in tests.iter().enumerate() {
        let y = TOP + ROW * coordinate(index) + ROW / 2.0;
        let class = test.verdict.as_str();
        svg.line(class, (x(test.lower), y), (x(test.upper), y));
        symbol(&mut svg, test.verdict, (x(test.mean), y));
        let code = codebook.get(test.factor);
        let name = code.map_or("", |code| code.name_in(locale.language().tag()));
        let key = code.map_or("", |code| code.draft.key.as_str());
        let words = shortened(name);
        let edge = if rtl { WIDTH - 44.0 } else { 44.0 };
        svg.name("name", rtl, rtl, (edge, y + 4.0), &words);
        svg.label(
            "key",
            if rtl { "end" } else { "start" },
            (if rtl { WIDTH - 6.0 } else { 6.0 }, y + 4.0),
            key,
        );
    }
    svg.finish()
}

/// Triangle up, triangle down or diamond, so that colour is not the only sign.
fn symbol(svg: &mut Svg, verdict: Verdict, (x, y): (f64, f64)) {
    let size = 5.0;
    let points: &[(f64, f64)] = match verdict {
        Verdict::Favourable => &[(x, y - size), (x + size, y + size), (x - size, y + size)],
        Verdict::Unfavourable => &[(x, y + size), (x + size, y - size), (x - size, y - size)],
        Verdict::Undetermined => &[(x, y - size), (x + size, y), (x, y + size), (x - size, y)],
    };
    svg.polygon(verdict.as_str(), points);
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let cut: String = name.chars().take(LETTERS - 1).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole_words}\u{2026}")
}
