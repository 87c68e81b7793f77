//! Pictures as SVG, drawn here once for every document.

mod means;
mod saturation;
mod scree;
mod svg;

pub(super) use means::means;
pub(super) use saturation::saturation_curve;
pub(super) use scree::scree;
