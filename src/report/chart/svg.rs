//! The few shapes that the charts are made of.
#![expect(clippy::format_push_string, reason = "a shape is one formatted piece")]

use crate::report::html::escape;

/// An SVG picture in the making; coordinates are in CSS pixels, the origin at the upper left.
pub(super) struct Svg {
    width: f64,
    height: f64,
    title: String,
    description: String,
    shapes: String,
}

impl Svg {
    /// An empty picture with a title and a description for those who cannot see it.
    pub(super) fn new(width: f64, height: f64, title: &str, description: &str) -> Self {
        let (title, description) = (title.to_owned(), description.to_owned());
        Self { width, height, title, description, shapes: String::new() }
    }

    /// A straight line of a class of the page's style.
    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        self.shapes.push_str(&format!(
            "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
            from.0, from.1, to.0, to.1
        ));
    }

    /// A line through points.
    pub(super) fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        self.shapes.push_str(&format!("<polyline class=\"{class}\" points=\"{}\"/>", points.join(" ")));
    }

    /// A dot.
    pub(super) fn dot(&mut self, class: &str, centre: (f64, f64), radius: f64) {
        self.shapes.push_str(&format!(
            "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\"/>",
            centre.0, centre.1
        ));
    }

    /// A closed shape through points.
    pub(super) fn polygon(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        self.shapes.push_str(&format!("<polygon class=\"{class}\" points=\"{}\"/>", points.join(" ")));
    }

    /// A rectangle.
    pub(super) fn rectangle(&mut self, class: &str, corner: (f64, f64), size: (f64, f64)) {
        self.shapes.push_str(&format!(
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            corner.0, corner.1, size.0, size.1
        ));
    }

    /// A number or another text that runs from left to right; `anchor` is `start`, `middle` or `end`.
    pub(super) fn label(&mut self, class: &str, anchor: &str, at: (f64, f64), text: &str) {
        self.shapes.push_str(&format!(
            "<text class=\"{class}\" text-anchor=\"{anchor}\" direction=\"ltr\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            at.0,
            at.1,
            escape(text)
        ));
    }

    /// A name that ends at `at.0` on its left or right side: names run in their own direction, so the side is said and not
    /// the anchor.
    pub(super) fn name(
        &mut self,
        class: &str,
        right_to_left: bool,
        flush_right: bool,
        at: (f64, f64),
        text: &str,
    ) {
        let direction = if right_to_left { "rtl" } else { "ltr" };
        // In a right-to-left text the start is its right side.
        let anchor = if right_to_left == flush_right { "start" } else { "end" };
        self.shapes.push_str(&format!(
            "<text class=\"{class}\" text-anchor=\"{anchor}\" direction=\"{direction}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            at.0,
            at.1,
            escape(text)
        ));
    }

    /// The picture.
    pub(super) fn finish(self) -> String {
        format!(
            "<svg viewBox=\"0 0 {:.0} {:.0}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"><title>{}</title><desc>{}</desc>{}</svg>",
            self.width,
            self.height,
            escape(&self.title),
            escape(&self.description),
            self.shapes
        )
    }
}

/// `value` of the range `low..high` as a place between `from` and `to`.
pub(super) fn place(value: f64, (low, high): (f64, f64), (from, to): (f64, f64)) -> f64 {
    if high > low { from + (value - low) / (high - low) * (to - from) } else { f64::midpoint(from, to) }
}

/// A count as a coordinate.
pub(super) fn coordinate(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
