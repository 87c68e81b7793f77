//! Do several coders see the same thing?
