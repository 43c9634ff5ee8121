package io.sockit.cli.scenario;

/// One error of a scenario.
///
/// @param place where
/// @param message the value, and what was expected
public record Problem(Place place, String message) {
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
