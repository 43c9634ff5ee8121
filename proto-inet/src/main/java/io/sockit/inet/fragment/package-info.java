/// Datagrams larger than a link: cutting them into fragments, putting fragments together, and what
/// is known of the paths of others.
///
/// On the way in, [Fragments] takes fragments and gives whole datagrams; behind it `Reassembly`
/// bounds memory and time for both families. On the way out, [Fragmenter] cuts, and [Paths] says
/// how large a packet may be. Payload is never copied: fragments and datagrams share slices. RFC
/// 791, RFC 815, RFC 8200 §4.5, RFC 5722, RFC 6864, RFC 6946, RFC 7112, RFC 1191, RFC 8201; where
/// these leave a choice, it is Linux's.
@NullMarked
package io.sockit.inet.fragment;

import org.jspecify.annotations.NullMarked;
