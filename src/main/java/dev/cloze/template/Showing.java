package dev.cloze.template;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Demonstration;
import dev.cloze.data.Example;
import java.util.List;

/** Fills the demonstrations of an example into the template that shows them. */
final class Showing {
  private final Template template;
  private final Piece.Demonstrations item;

  Showing(Template template, Piece.Demonstrations item) {
    this.template = template;
    this.item = item;
  }

  /** What stands between is put between the demonstrations, and where other pieces are next. */
  ImmutableList<RenderedPiece> render(Example example) {
    List<Demonstration> shown = example.demonstrations();
    if (shown.isEmpty()) {
      throw new ClozeException(
          TemplateError.NO_DEMONSTRATIONS,
          "template %s: example '%s' carries no demonstrations; choose some, or write \"optional\":"
              + " True in the item",
          Quoting.shortened(template.text()),
          example.id());
    }
    ImmutableList.Builder<RenderedPiece> pieces = ImmutableList.builder();
    int index = template.pieces().indexOf(item);
    if (template.pieces().subList(0, index).stream().anyMatch(piece -> !isFront(piece))) {
      pieces.add(separator());
    }
    for (int i = 0; i < shown.size(); i++) {
      if (i > 0) {
        pieces.add(separator());
      }
      pieces.add(shown(shown.get(i)));
    }
    if (index < template.pieces().size() - 1) {
      pieces.add(separator());
    }
    return pieces.build();
  }

  private RenderedPiece separator() {
    if (item.separator().isPresent()) {
      return new RenderedPiece.Special(item.separator().get(), false);
    }
    return item.between()
        .<RenderedPiece>map(text -> new RenderedPiece.Text(text, false))
        .orElseGet(RenderedPiece.Separator::new);
  }

  private RenderedPiece shown(Demonstration demonstration) {
    ImmutableList.Builder<RenderedPiece> pieces = ImmutableList.builder();
    boolean first = true;
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Demonstrations || isFront(piece)) {
        continue;
      }
      Piece filled =
          piece instanceof Piece.Mask mask
              ? new Piece.Text(demonstration.answer(), mask.frame())
              : piece;
      boolean spaced = first && !item.prefix().isEmpty();
      Frame frame = spaced ? filled.frame().withPrefix(item.prefix()) : filled.frame();
      pieces.addAll(template.render(filled.withFrame(frame), demonstration.example()));
      first = false;
    }
    return new RenderedPiece.Demonstration(
        demonstration.example().id(), pieces.build(), item.longest());
  }

  private static boolean isFront(Piece piece) {
    return piece instanceof Piece.Soft soft && soft.front();
  }
}
