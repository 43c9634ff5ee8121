package io.sockit.socket.call;

import io.sockit.spi.Contribution;

import java.util.ArrayList;
import java.util.List;

/// A contribution that remembers what was done with it.
final class TestContribution<T> implements Contribution<T> {
    private final T value;
    private final String plugin;
    final List<Throwable> faults = new ArrayList<>();
    int pins;
    boolean leaving;

    TestContribution(String plugin, T value) {
        this.plugin = plugin;
        this.value = value;
    }

    @Override
    public T value() {
        return value;
    }

    @Override
    public String plugin() {
        return plugin;
    }

    @Override
    public void fault(Throwable failure) {
        faults.add(failure);
    }

    @Override
    public boolean pin() {
        if (leaving) {
            return false;
        }
        pins++;
        return true;
    }

    @Override
    public void release() {
        pins--;
    }
}
