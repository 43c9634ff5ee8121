package io.sockit.socket.names;

import io.sockit.api.Capability;
import io.sockit.api.Credentials;
import io.sockit.api.Stat;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// A file of the tree (`struct inode`). On the strand.
abstract sealed class Node {
    static final int READ = 4;
    static final int WRITE = 2;
    static final int SEARCH = 1;

    private static final int DEVICE = 1;

    final long inode;
    int mode;
    int uid;
    int gid;
    int links;

    Node(long inode, int mode, Credentials owner) {
        this.inode = inode;
        this.mode = mode;
        this.uid = owner.uid();
        this.gid = owner.gid();
    }

    /// Linux generic_permission.
    boolean allows(Credentials by, int wanted) {
        int granted = uid == by.uid() ? mode >> 6 : by.isIn(gid) ? mode >> 3 : mode;
        return (wanted & ~granted) == 0
                || by.has(Capability.CAP_DAC_OVERRIDE)
                || ((wanted & WRITE) == 0 && by.has(Capability.CAP_DAC_READ_SEARCH));
    }

    /// Whether the caller may do what an owner may.
    boolean isOwnedBy(Credentials by) {
        return uid == by.uid() || by.has(Capability.CAP_FOWNER);
    }

    Stat stat() {
        return new Stat(DEVICE, inode, mode, links, uid, gid);
    }

    /// One with names of others in it.
    static final class Directory extends Node {
        final Map<String, Node> entries = new HashMap<>();

        /// The directory that has it, itself for the root; a removed one keeps it.
        Directory parent = this;

        String name = "";

        Directory(long inode, int permissions, Credentials owner) {
            super(inode, Stat.S_IFDIR | permissions, owner);
            links = 2; // its name, and its `.`
        }

        boolean isRemoved() {
            return links == 0;
        }

        /// Whether it is another directory or inside of that.
        boolean isBelow(Node above, FileTree tree) {
            Directory each = this;
            while (each != above && each != tree.root) {
                each = tree.up(each);
            }
            return each == above;
        }

        @Nullable Node find(String entry) {
            return entries.get(entry);
        }

        /// Gives a file a name here, which is free.
        void put(String entry, Node node) {
            entries.put(entry, node);
            if (node instanceof Directory directory) {
                links++;
                directory.parent = this;
                directory.name = entry;
            } else {
                node.links++;
            }
        }

        /// Takes a name away. A directory has no other one.
        void remove(String entry, Node node) {
            entries.remove(entry);
            if (node instanceof Directory) {
                links--;
            } else {
                node.links--;
            }
        }
    }

    /// A symbolic link.
    static final class Link extends Node {
        final String target;

        Link(long inode, String target, Credentials owner) {
            super(inode, Stat.S_IFLNK | 0777, owner);
            this.target = target;
        }
    }

    /// The file of a socket, which may be gone.
    static final class SocketFile extends Node {
        SocketFile(long inode, int permissions, Credentials owner) {
            super(inode, Stat.S_IFSOCK | permissions, owner);
        }
    }
}
