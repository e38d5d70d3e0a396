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
  private final Map<String, SoftKey> byKey = new HashMap<>();

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

  /** The key of these words, whose group the first item with them defines. */
  SoftKey key(String words, Optional<Integer> length, String prefix, Token where) {
    SoftKey first = byKey.get(words);
    if (first != null) {
      if (length.isPresent() && !length.equals(first.length())) {
        throw new ClozeException(
            TemplateError.SOFT_KEY,
            "%s: found key_length %d for soft_key %s, which was first used with %s; a later use"
                + " takes over what the first one says",
            source.at(where),
            length.get(),
            Quoting.shortened(words),
            first.length().map(value -> "key_length " + value).orElse("no key_length"));
      }
      return new SoftKey(words, length, first.group());
    }
    groups.add(new SoftGroup(prefix + words, 1, false, length));
    SoftKey key = new SoftKey(words, length, groups.size() - 1);
    byKey.put(words, key);
    return key;
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
