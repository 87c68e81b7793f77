//! Do the items of a construct belong together, and apart from the others?
