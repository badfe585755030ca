"""Sản Vật: the platform on which a province runs "Mỗi xã một sản phẩm" (OCOP)."""
