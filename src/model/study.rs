//! The study itself.

/// How many codes of each level the researchers are aiming at; `None` when no goal was set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Goals {
    /// Factors (top-most open codes).
    pub factors: Option<u32>,
    /// Subscales (axial codes).
    pub subscales: Option<u32>,
    /// Components (selective codes).
    pub components: Option<u32>,
}

/// What a study calls its three levels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LevelLabels {
    /// Label of open codes.
    pub open: String,
    /// Label of axial codes.
    pub axial: String,
    /// Label of selective codes.
    pub selective: String,
}

/// What is known of a study as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StudyInfo {
    /// Name that survives copying and renaming of the file (UUID).
    pub uuid: String,
    /// Title.
    pub title: String,
    /// Language of the codebook: `fa`, `en` or another tag.
    pub language: String,
    /// Labels of the levels.
    pub labels: LevelLabels,
    /// Goals.
    pub goals: Goals,
    /// Milliseconds since 1970-01-01 UTC at which the study was made.
    pub created_at: i64,
}
