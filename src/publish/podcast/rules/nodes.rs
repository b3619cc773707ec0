//! The elements of a feed, and the files that its addresses stand for.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use roxmltree::Node;
use url::Url;

/// The text of the first child element of a name.
pub(super) fn text<'a>(node: Node<'a, '_>, namespace: Option<&str>, name: &str) -> Option<&'a str> {
    child(node, namespace, name)?.text()
}

/// The first child element of a name.
pub(super) fn child<'a, 'd>(node: Node<'a, 'd>, namespace: Option<&str>, name: &str) -> Option<Node<'a, 'd>> {
    children(node, namespace, name).next()
}

/// The child elements of a name.
pub(super) fn children<'a, 'd>(
    node: Node<'a, 'd>,
    namespace: Option<&str>,
    name: &str,
) -> impl Iterator<Item = Node<'a, 'd>> {
    node.children().filter(move |child| {
        child.is_element() && child.tag_name().name() == name && child.tag_name().namespace() == namespace
    })
}

/// Where the files of a feed are on the disk.
pub(super) struct Local<'a> {
    /// The folder that holds the feed.
    pub(super) folder: &'a Path,
    /// The feed's own address, if it says one.
    pub(super) base: Option<Url>,
}

impl Local<'_> {
    /// The file of an address below the feed's folder, whatever its query.
    pub(super) fn file(&self, address: &str) -> Option<PathBuf> {
        let address = address.split('?').next().unwrap_or_default();
        let below = self.base.as_ref()?.join(".").ok()?;
        let path = address.strip_prefix(below.as_str())?;
        let path = PathBuf::from(percent_decode_str(path).decode_utf8().ok()?.as_ref());
        let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        is_inside.then(|| self.folder.join(path))
    }
}
