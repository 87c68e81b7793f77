//! Every glyph of a page with its place and its letters.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that stand at one place: one glyph, or the glyphs that share one text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Unit {
    /// The letters in reading order.
    pub(super) text: String,
    /// Left edge.
    pub(super) left: f64,
    /// Right edge.
    pub(super) right: f64,
    /// Baseline, growing downwards.
    pub(super) baseline: f64,
    /// Size of the type.
    pub(super) size: f64,
}

impl Unit {
    /// Whether it is nothing but space.
    pub(super) fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Width of the unit.
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// Collects the glyphs of a page.
pub(super) fn collect<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, xref: &'a XRef) -> Vec<Unit> {
    let transform = page.initial_transform(true).to_kurbo();
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(transform, bounds, cache, xref, InterpreterSettings::default());
    let mut collector = Collector::default();
    interpret_page(page, &mut context, &mut collector);
    collector.units
}

/// A marked passage that says what its glyphs mean together.
struct Marked {
    text: Option<String>,
    unit: Option<usize>,
}

#[derive(Default)]
struct Collector {
    units: Vec<Unit>,
    marked: Vec<Marked>,
}

impl Collector {
    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().unwrap_or(0.0),
            Glyph::Type3(drawn) => drawn.advance_width().unwrap_or(0.0),
        };
        let origin = transform * Point::ZERO;
        let end = transform * Point::new(f64::from(advance), 0.0);
        let top = transform * Point::new(0.0, 1000.0);
        let size = (top - origin).hypot();
        if !(origin.x.is_finite() && origin.y.is_finite() && size > 0.0 && size.is_finite()) {
            return;
        }
        let (left, right) = (origin.x.min(end.x), origin.x.max(end.x));
        if let Some(marked) = self.marked.iter_mut().rev().find(|marked| marked.text.is_some()) {
            if let Some(unit) = marked.unit.and_then(|index| self.units.get_mut(index)) {
                unit.left = unit.left.min(left);
                unit.right = unit.right.max(right);
                return;
            }
            marked.unit = Some(self.units.len());
            let text = clean(marked.text.as_deref().unwrap_or_default());
            self.units.push(Unit { text, left, right, baseline: origin.y, size });
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => clean(letter.encode_utf8(&mut [0; 4])),
            Some(BfString::String(text)) => clean(&text),
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        if !text.is_empty() {
            let (left, right) = ink(glyph, &text, transform).unwrap_or((left, right));
            self.units.push(Unit { text, left, right, baseline: origin.y, size });
        }
    }
}

/// Where the ink of a vowel sign is. Its origin says little: fonts put it at either side of the letter it belongs to.
fn ink(glyph: &Glyph<'_>, text: &str, transform: Affine) -> Option<(f64, f64)> {
    let Glyph::Outline(outline) = glyph else { return None };
    if !text.chars().all(is_combining_mark) {
        return None;
    }
    let shape = (transform * outline.outline()).bounding_box();
    (shape.width() > 0.0 && shape.width().is_finite()).then_some((shape.x0, shape.x1))
}

/// Letters as they are stored elsewhere: presentation forms folded, fillers and direction marks dropped, letters of private
/// fonts as unreadable.
fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => cleaned.extend(letter.nfkc()),
            '\u{640}' | '\u{ad}' | '\u{200d}' | '\u{feff}' => {}
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\u{e000}'..='\u{f8ff}' => cleaned.push(char::REPLACEMENT_CHARACTER),
            '\u{a0}' => cleaned.push(' '),
            letter if letter.is_control() => {}
            letter => cleaned.push(letter),
        }
    }
    // A presentation form of a lone vowel sign folds to a space with the sign; the space is none.
    if cleaned.chars().count() > 1 { cleaned.trim_start().to_owned() } else { cleaned }
}

impl Device<'_> for Collector {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties
            .and_then(|dict| dict.get::<PdfString<'_>>("ActualText"))
            .map(|text| decode(text.as_bytes()));
        self.marked.push(Marked { text, unit: None });
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
}

/// A text string: UTF-16 or UTF-8 with a mark, else Latin.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        other => encoding_rs::WINDOWS_1252.decode_without_bom_handling(other).0.into_owned(),
    }
}
