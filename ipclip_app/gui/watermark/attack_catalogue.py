"""Names of attacks and why they may win, in the language of the window, by what the engine calls them."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def attack_names() -> dict[str, str]:
    """What attacks are called, by the engine's name with {} for a number."""
    return {
        "none": translate("Attacks", "nothing changed"),
        "float16": translate("Attacks", "half precision"),
        "{}-bit rounding": translate("Attacks", "rounding to {amount} bits"),
        "noise {}": translate("Attacks", "noise {amount}"),
        "{}% of dimensions zeroed": translate("Attacks", "{amount}% of dimensions zeroed"),
        "{}% of dimensions cut off": translate("Attacks", "{amount}% of dimensions cut off"),
        "sign flips": translate("Attacks", "signs flipped"),
        "permutation": translate("Attacks", "dimensions permuted"),
        "PCA to {}% of dimensions": translate("Attacks", "PCA to {amount}% of dimensions"),
        "rotation": translate("Attacks", "unknown rotation"),
        "rotation and noise {}": translate("Attacks", "rotation and noise {amount}"),
        "mean removal": translate("Attacks", "mean removed"),
        "mean removal and rotation": translate("Attacks", "mean removed, rotation"),
        "whitening": translate("Attacks", "whitening"),
        "whitening and rotation": translate("Attacks", "whitening and rotation"),
        "average of two licensees": translate("Attacks", "average of two licensees"),
        "{}% clean embeddings": translate("Attacks", "{amount}% clean embeddings"),
        "W solved from {} D queries": translate("Attacks", "matrix solved from {amount} · D queries"),
    }


def attack_harms() -> dict[str, str]:
    """Why attacks may win, by the engine's words."""
    return _losses() | _turns() | _strangers()


def _losses() -> dict[str, str]:
    return {
        "nothing is changed": translate("Attacks", "nothing is changed"),
        "digits are lost": translate("Attacks", "digits are lost"),
        "the noise drowns the embeddings": translate("Attacks", "the noise drowns the embeddings"),
        "what is left out tells nothing": translate("Attacks", "what is left out tells nothing"),
        "embeddings of another width cannot be compared with the owner's before they are aligned, and trigger pairs "
        "tell less without what is left out": translate(
            "Attacks",
            "embeddings of another width cannot be compared with the owner's before they are aligned, and trigger "
            "pairs tell less without what is left out",
        ),
        "agreement in one half of the dimensions cancels that in the other": translate(
            "Attacks", "agreement in one half of the dimensions cancels that in the other"
        ),
        "no dimension is where the owner looks for it": translate(
            "Attacks", "no dimension is where the owner looks for it"
        ),
    }


def _turns() -> dict[str, str]:
    rotated = translate(
        "Attacks",
        "a rotation costs nothing and looks like another licensee's matrix; only cosines within the answers remain, "
        "which exact mode leaves as they are",
    )
    mean = translate("Attacks", "without what all embeddings share, cosines change by more than by the watermark")
    return {
        "coordinates along directions of the thief's own are a rotation, in another width": translate(
            "Attacks", "coordinates along directions of the thief's own are a rotation, in another width"
        ),
        "a rotation costs nothing and looks like another licensee's matrix; only cosines within the answers remain, "
        "which exact mode leaves as they are": rotated,
        "a rotation costs nothing and looks like another licensee's matrix; only cosines within the answers remain, "
        "which exact mode leaves as they are, and noise drowns what trigger pairs tell": rotated
        + translate("Attacks", ", and noise drowns what trigger pairs tell"),
        "without what all embeddings share, cosines change by more than by the watermark": mean,
        "without what all embeddings share, cosines change by more than by the watermark, and a rotation hides all "
        "else": mean + translate("Attacks", ", and a rotation hides all else"),
    }


def _strangers() -> dict[str, str]:
    return {
        "directions are stretched by much more than by the watermark, so that cosines tell little of it": translate(
            "Attacks", "directions are stretched by much more than by the watermark, so that cosines tell little of it"
        ),
        "each mark is as weak as the other is strong": translate(
            "Attacks", "each mark is as weak as the other is strong"
        ),
        "the clean embeddings outweigh the stolen ones; whoever has them has the model and nothing left to steal": (
            translate(
                "Attacks",
                "the clean embeddings outweigh the stolen ones; whoever has them has the model and nothing left to "
                "steal",
            )
        ),
        "whoever has the model itself asks it what he asks the service, solves for W, at least along the directions "
        "that embeddings take, and undoes it; he serves a model that he had before": translate(
            "Attacks",
            "whoever has the model itself asks it what he asks the service, solves for the matrix, at least along the "
            "directions that embeddings take, and undoes it; he serves a model that he had before",
        ),
    }
