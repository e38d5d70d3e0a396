package dev.cloze.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import java.util.ArrayList;
import java.util.List;

/** Whether an axis makes rows, is chosen from, or is drawn as a curve: each has one role. */
final class Roles {
  private final SweepFile file;
  private final ImmutableList<String> axes;

  Roles(SweepFile file) {
    this.file = file;
    this.axes = file.axes().stream().map(Axis::name).collect(toImmutableList());
  }

  /** The options with the rows that are meant where none are named. */
  SweepOptions resolved() {
    SweepOptions options = file.options();
    List<String> named = new ArrayList<>(options.rows());
    named.addAll(options.choose());
    options.curve().ifPresent(named::add);
    for (int i = 0; i < named.size(); i++) {
      requireAxis(named.get(i));
      if (named.subList(0, i).contains(named.get(i))) {
        throw new ClozeException(
            SweepError.UNKNOWN_AXIS,
            "rows, choose, curve: found '%s' twice; an axis stands in one of them, once",
            named.get(i));
      }
    }
    options.curve().ifPresent(this::requireNumbers);
    ImmutableList<String> others =
        axes.stream().filter(axis -> !named.contains(axis)).collect(toImmutableList());
    if (options.rows().isEmpty()) {
      return options.withRows(others);
    } else if (!others.isEmpty()) {
      throw new ClozeException(
          SweepError.UNKNOWN_AXIS,
          "axes.%s: is not in rows, choose or curve; add it to one of them",
          others.get(0));
    }
    return options.withRows(options.rows());
  }

  private void requireAxis(String name) {
    if (!axes.contains(name)) {
      throw new ClozeException(
          SweepError.UNKNOWN_AXIS,
          "rows, choose, curve: found '%s', which is no axis; %s",
          name,
          Nearest.hint(name, axes));
    }
  }

  private void requireNumbers(String name) {
    for (Axis axis : file.axes()) {
      for (Axis.Value value : axis.values()) {
        if (axis.name().equals(name) && Doubles.tryParse(value.text()) == null) {
          throw new ClozeException(
              SweepError.BAD_CURVE,
              "%s: axes.%s: found '%s', which no curve can be drawn over; numbers belong there",
              axis.origin().place(),
              name,
              value.text());
        }
      }
    }
  }
}
