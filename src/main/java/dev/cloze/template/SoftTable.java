package dev.cloze.template;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** The groups of trained positions that a template has defined so far. */
final class SoftTable {
  private final Source source;
  private final List<SoftGroup> groups = new ArrayList<>();
  private final Map<Integer, Definition> byId = new HashMap<>();

  private record Definition(SoftUse use, int group) {}

  SoftTable(Source source) {
    this.source = source;
  }

  ImmutableList<SoftGroup> groups() {
    return ImmutableList.copyOf(groups);
  }

  /** The number of the group that {@code use} defines or uses again. */
  int group(SoftUse use, String prefix, Token where) {
    Definition first = use.id().map(byId::get).orElse(null);
    if (first != null) {
      agree("words", words(first.use()), words(use), use, where);
      agree("duplicate", first.use().duplicate(), use.duplicate(), use, where);
      agree("same", first.use().same(), use.same(), use, where);
      return first.group();
    }
    groups.add(use.group(prefix));
    int number = groups.size() - 1;
    use.id().ifPresent(id -> byId.put(id, new Definition(use, number)));
    return number;
  }

  private static Optional<String> words(SoftUse use) {
    return use.words().filter(words -> !words.isEmpty());
  }

  private void agree(String what, Optional<?> first, Optional<?> later, SoftUse use, Token where) {
    if (later.isPresent() && !later.equals(first)) {
      throw new ClozeException(
          TemplateError.SOFT_ID,
          "%s: found %s %s for soft_id %d, which was first used with %s; a later use takes over"
              + " what the first one says",
          source.at(where),
          what,
          show(later.get()),
          use.id().orElseThrow(),
          first.map(value -> what + " " + show(value)).orElse("no " + what));
    }
  }

  private static String show(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    return value instanceof String text ? Quoting.shortened(text) : value.toString();
  }
}
