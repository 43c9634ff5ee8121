package io.sockit.api;

import io.sockit.spi.Contribution;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The plug-ins of a host. Thread-safe; loading and unloading are done one at a time.
public interface Plugins {
    /// All that are loaded, those refused with the reason as their fault, and those unloaded that
    /// have had a fault, until they are loaded again.
    List<PluginInfo> all();

    /// Loads the plug-in of a folder: its jar and its libraries.
    ///
    /// @return the names of what was loaded
    /// @throws ErrnoException `ENOENT` for the folder, `EEXIST` for a name or key in use, `EINVAL`
    ///     for a jar that cannot be read, another kit API version, code that does not link or
    ///     plug-ins that require each other in a circle, `ENODEV` where a plug-in is missing that
    ///     this one requires, or the host is closed, `EBUSY` from inside a plug-in; the message
    ///     names jar and reason, and the host is as before
    List<String> load(Path folder) throws ErrnoException;

    /// Unloads a plug-in that is not used.
    ///
    /// @throws ErrnoException `ENOENT`; `EBUSY` while sockets or devices of it live, or a plug-in
    ///     that needs it
    void unload(String name) throws ErrnoException;

    /// Refuses new uses, waits until the last one ends or the time is over, aborts the rest with
    /// `ENETDOWN`, and unloads.
    ///
    /// @throws ErrnoException `ENOENT`; `EBUSY` while a plug-in that needs it is loaded; `EINTR`
    ///     where the thread is interrupted while it waits: the plug-in stays loaded
    void drain(String name, Duration deadline) throws ErrnoException;

    /// A class in the jars of a plug-in's folder, by its name, and the plug-in that answers for it.
    /// It is not pinned yet: pin it before use, and drop it after that. Looks into what is loaded
    /// now, in the order of loading, and leaves out what a plug-in has from the kit or from others;
    /// initializes nothing.
    ///
    /// @return null where no folder that is loaded has it
    /// @throws LinkageError where it is there and cannot be linked
    @Nullable Contribution<Class<?>> findClass(String name);
}
