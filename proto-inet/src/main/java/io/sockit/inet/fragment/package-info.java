/// Datagrams larger than a link: cutting them into fragments and putting fragments together.
///
/// On the way in, [io.sockit.inet.fragment.Ipv4Reassembly] and
/// [io.sockit.inet.fragment.Ipv6Reassembly] take fragments and give whole datagrams; both are
/// [io.sockit.inet.fragment.Reassembly], which bounds memory and time. On the way out,
/// [io.sockit.inet.fragment.Fragmenter] cuts. Payload is never copied: fragments and datagrams
/// share slices. RFC 791, RFC 815, RFC 8200 §4.5, RFC 5722, RFC 6864, RFC 6946, RFC 7112; where
/// these leave a choice, it is Linux's.
@NullMarked
package io.sockit.inet.fragment;

import org.jspecify.annotations.NullMarked;
