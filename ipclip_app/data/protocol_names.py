"""The class names of the published data sets, as their folders are called."""

from typing import Final


def _names(text: str) -> tuple[str, ...]:
    """Names that stand between spaces."""
    return tuple(text.split())


OFFICE_31: Final[tuple[str, ...]] = _names(
    """
    back_pack bike bike_helmet bookcase bottle calculator desk_chair desk_lamp desktop_computer file_cabinet headphones
    keyboard laptop_computer letter_tray mobile_phone monitor mouse mug paper_notebook pen phone printer projector
    punchers ring_binder ruler scissors speaker stapler tape_dispenser trash_can
    """
)
"""Saenko et al., ECCV 2010."""

OFFICE_HOME: Final[tuple[str, ...]] = _names(
    """
    Alarm_Clock Backpack Batteries Bed Bike Bottle Bucket Calculator Calendar Candles Chair Clipboards Computer Couch
    Curtains Desk_Lamp Drill Eraser Exit_Sign Fan File_Cabinet Flipflops Flowers Folder Fork Glasses Hammer Helmet
    Kettle Keyboard Knives Lamp_Shade Laptop Marker Monitor Mop Mouse Mug Notebook Oven Pan Paper_Clip Pen Pencil
    Postit_Notes Printer Push_Pin Radio Refrigerator Ruler Scissors Screwdriver Shelf Sink Sneakers Soda Speaker Spoon
    TV Table Telephone ToothBrush Toys Trash_Can Webcam
    """
)
"""Venkateswara et al., CVPR 2017."""

MINI_DOMAINNET: Final[tuple[str, ...]] = _names(
    """
    The_Eiffel_Tower The_Great_Wall_of_China aircraft_carrier alarm_clock ant anvil asparagus axe banana basket bathtub
    bear bee bird blackberry blueberry bottlecap broccoli bus butterfly cactus cake calculator camel camera candle
    cannon canoe carrot castle cat ceiling_fan cell_phone cello chair chandelier coffee_cup compass computer cow crab
    crocodile cruise_ship dog dolphin dragon drums duck dumbbell elephant eyeglasses feather fence fish flamingo flower
    foot fork frog giraffe goatee grapes guitar hammer helicopter helmet horse kangaroo lantern laptop leaf lion
    lipstick lobster microphone monkey mosquito mouse mug mushroom onion panda peanut pear peas pencil penguin pig
    pillow pineapple potato power_outlet purse rabbit raccoon rhinoceros rifle saxophone screwdriver sea_turtle see_saw
    sheep shoe skateboard snake speedboat spider squirrel strawberry streetlight string_bean submarine swan table teapot
    teddy-bear television tiger toe train truck umbrella vase watermelon whale zebra
    """
)
"""126 of the 345 classes of DomainNet (Peng et al., ICCV 2019), as Saito et al. (ICCV 2019) chose them."""
