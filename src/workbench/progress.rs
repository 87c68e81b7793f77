//! Progress of long work.

/// Is told how far long work has come, and says whether it should stop.
pub trait Progress {
    /// A stage begins; `total` is the number of steps, where it is known.
    fn begin(&self, stage: &str, total: Option<u64>);

    /// That many steps of the stage are done.
    fn advance(&self, done: u64);

    /// The stage is over.
    fn end(&self);

    /// Says whether the user wants the work to stop; asked between steps.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: &str, _total: Option<u64>) {}

    fn advance(&self, _done: u64) {}

    fn end(&self) {}
}
