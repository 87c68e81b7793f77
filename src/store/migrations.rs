//! Schema versions.

use rusqlite_migration::{M, Migrations};

/// Every step that has ever been released, oldest first. Landed steps never change: a test compares their hashes.
pub(super) const STEPS: [(&str, &str); 3] = [
    ("0001_study.sql", include_str!("../../migrations/0001_study.sql")),
    ("0002_coding.sql", include_str!("../../migrations/0002_coding.sql")),
    ("0003_exchange.sql", include_str!("../../migrations/0003_exchange.sql")),
];

/// The steps as the migrator wants them; it applies the missing ones in one transaction and counts in `user_version`.
pub(super) fn migrations() -> Migrations<'static> {
    Migrations::new(STEPS.iter().map(|(_, sql)| M::up(sql)).collect())
}

#[cfg(test)]
mod tests {
    use super::{STEPS, migrations};
    use crate::model::ContentHash;

    #[test]
    fn the_steps_apply_to_an_empty_file() {
        assert_eq!(migrations().validate(), Ok(()));
    }

    #[test]
    fn landed_steps_never_change() {
        let hashes: Vec<String> =
            STEPS.iter().map(|(name, sql)| format!("{name} {}", ContentHash::of(sql.as_bytes()))).collect();
        insta::assert_snapshot!(hashes.join("\n"));
    }
}
