/**
 * The home of a host, and the socket in it through which the command line speaks to the host.
 *
 * <p>In: a {@link dev.midstream.runtime.Midstream} and a folder. Out: {@link
 * dev.midstream.admin.AdminDoor}, which answers; {@link dev.midstream.admin.AdminClient}, which
 * asks.
 *
 * <p>The protocol is lines of JSON, one request per connection. The door greets with {@code
 * {"midstream":"0.1.0","protocol":1,"pid":…}}; the client asks {@code {"protocol":1,"verb":…}}; the
 * door sends any number of {@code {"at":…}} lines and ends with one {@code {"report":…}} or {@code
 * {"error":…}}. For an upgrade the door first answers {@code {"granted":true,…}}; the client may
 * say {@code {"at":"building"}}, and sends {@code {"artefact":LENGTH,…}} and then that many bytes.
 *
 * <p>Invariant: one process holds a home, by the lock on its file {@code lock}; whatever a client
 * sends or leaves out, the host serves on.
 *
 * <p>Does not: build, or know what an upgrade does.
 */
@NullMarked
package dev.midstream.admin;

import org.jspecify.annotations.NullMarked;
