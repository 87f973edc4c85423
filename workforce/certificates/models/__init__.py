from .certificates import Certificate, CertificateCopy, CertificateNumbering, CertificateVoid

__all__ = ["Certificate", "CertificateCopy", "CertificateNumbering", "CertificateVoid"]
