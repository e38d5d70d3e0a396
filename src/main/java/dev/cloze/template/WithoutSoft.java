package dev.cloze.template;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Takes trained positions out of a template; the words that some start from stay as text. */
final class WithoutSoft {
  private final List<SoftGroup> groups;
  private final ImmutableList.Builder<Piece> kept = ImmutableList.builder();

  private WithoutSoft(List<SoftGroup> groups) {
    this.groups = groups;
  }

  static ImmutableList<Piece> of(Template template) {
    WithoutSoft without = new WithoutSoft(template.softGroups());
    template.pieces().forEach(without::add);
    return without.kept.build();
  }

  private void add(Piece piece) {
    if (piece instanceof Piece.Soft soft) {
      String words = groups.get(soft.group()).words();
      if (!words.isEmpty()) {
        kept.add(text(words));
      }
    } else if (piece.frame().key().isEmpty()) {
      kept.add(piece);
    } else {
      addKeyed(piece, piece.frame().key().get().words());
    }
  }

  /** The key goes with its text where the text is left out. */
  private void addKeyed(Piece piece, String key) {
    Frame frame = piece.frame().withoutKey();
    if (piece instanceof Piece.Value value) {
      String before = key + piece.prefix() + value.filling().before().orElse("");
      kept.add(value.with(value.filling().withBefore(before), frame));
    } else {
      kept.add(text(piece.prefix() + key)).add(piece.withFrame(frame));
    }
  }

  private static Piece text(String words) {
    return new Piece.Text(words, Frame.of(""));
  }
}
