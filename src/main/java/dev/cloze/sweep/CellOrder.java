package dev.cloze.sweep;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Multimap;
import dev.cloze.run.RunFile;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Puts cells that share a model next to each other and, among them, those that share template and
 * examples, so that what was loaded or computed for one can serve the next; and numbers them.
 */
final class CellOrder {
  private static final int LONGEST_NAME = 60;
  private static final CharMatcher PLAIN =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("._-"));

  private CellOrder() {}

  static ImmutableList<PlannedCell> of(List<PlannedCell> cells) {
    ImmutableList<PlannedCell> ordered =
        together(cells, RunFile::model).stream()
            .flatMap(
                group ->
                    together(group, run -> List.of(run.template(), run.tokens(), run.data()))
                        .stream())
            .flatMap(Collection::stream)
            .collect(ImmutableList.toImmutableList());
    ImmutableList.Builder<PlannedCell> named = ImmutableList.builder();
    for (int i = 0; i < ordered.size(); i++) {
      PlannedCell planned = ordered.get(i);
      Cell cell = planned.cell();
      named.add(new PlannedCell(cell.withName(name(i + 1, cell)), planned.file()));
    }
    return named.build();
  }

  /** Groups of cells that are the same in something, in the order of their first ones. */
  private static Collection<Collection<PlannedCell>> together(
      Collection<PlannedCell> cells, Function<RunFile, Object> same) {
    Multimap<Object, PlannedCell> groups = LinkedHashMultimap.create();
    cells.forEach(cell -> groups.put(same.apply(cell.file()), cell));
    return groups.asMap().values();
  }

  private static String name(int number, Cell cell) {
    String values =
        Stream.concat(
                cell.values().values().stream(),
                cell.dataSeed().stream().map(seed -> "data-" + seed))
            .map(value -> PLAIN.negate().trimAndCollapseFrom(value, '-'))
            .reduce("", (all, next) -> all + "-" + next);
    String name = String.format(Locale.ROOT, "%03d%s", number, values);
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
