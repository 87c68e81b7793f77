//! Can the figures of a printed table be true together?
