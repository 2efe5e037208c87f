/// A storage that is a folder of an SSH server. The transport (key exchange, host keys, sign-in, channels) is Apache MINA sshd's; the SFTP protocol,
/// version 3 with the extensions of OpenSSH, is here, so that every length and every answer of the server is bounded before memory is given to it.
/// Names and sealed bytes go in and come out; what the server says is never believed further than that.
@NullMarked
package org.tidelock.engine.storage.sftp;

import org.jspecify.annotations.NullMarked;
