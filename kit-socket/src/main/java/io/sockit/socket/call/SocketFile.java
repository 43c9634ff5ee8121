package io.sockit.socket.call;

import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.file.OpenFile;
import io.sockit.socket.file.OpenFiles;
import io.sockit.spi.CallContext;
import io.sockit.spi.PassingOps;

import java.nio.ByteBuffer;

/// What a socket is as an open file: reading and writing it are a receive and a send without flags.
/// Any thread off the strand.
abstract class SocketFile extends OpenFile {
    SocketFile(OpenFiles files) {
        super(files);
    }

    private Socket socket() {
        return (Socket) this; // the only subclass
    }

    @Override
    protected void released() {
        if (ops() instanceof PassingOps) {
            socket().registry.ask(socket(), SocketRegistry.RELEASED);
        }
    }

    @Override
    public Stat stat() {
        return new Stat(inode(), Stat.S_IFSOCK | 0777);
    }

    @Override
    protected int read(Descriptor through, byte[] data, int offset, int length)
            throws ErrnoException {
        if (length == 0) {
            return 0; // Linux sock_read_iter: as SVR4 has it
        }
        return ReceiveCalls.receive(through, socket(), data, offset, length, 0, null, "read");
    }

    @Override
    protected long read(Descriptor through, ByteBuffer[] into) throws ErrnoException {
        return ReceiveCalls.receive(through, socket(), into, "readv");
    }

    @Override
    protected int write(Descriptor through, CallContext by, byte[] data, int offset, int length)
            throws ErrnoException {
        CallFrame frame = (CallFrame) by;
        return SendCalls.send(through, socket(), frame, data, offset, length, null, "write");
    }

    @Override
    protected long write(Descriptor through, CallContext by, ByteBuffer[] from)
            throws ErrnoException {
        return SendCalls.send(through, socket(), (CallFrame) by, from, null, "writev");
    }

    @Override
    protected int ioctl(int request, int argument) throws ErrnoException {
        return SocketIoctls.ioctl(socket(), request, argument);
    }
}
